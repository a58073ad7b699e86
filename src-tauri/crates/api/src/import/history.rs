//! Batches of the past, and taking one back; the copy of the shop that is made before each.
//!
//! Not here: what is removed and what stays (`store`).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use aichaku_exchange::Dataset;
use serde::{Deserialize, Deserializer};

use super::columns::kind_of;
use crate::error::{ApiError, ErrorCode, Result};
use crate::wire::{Area, BatchView, EntityCounts, ImportKind, ImportReport, Int, KeptRow, UndoReport};
use crate::{App, OpenShop};

/// Backups before imports that are kept.
const KEPT_BACKUPS: usize = 5;

impl App {
    /// Batches of the past, newest first.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`].
    pub async fn batches(&self) -> Result<Vec<BatchView>> {
        let shop = self.shop().await?;
        let rows = shop.store.import_batches().await?;
        rows.into_iter()
            .map(|row| {
                let counts: ReportCounts =
                    serde_json::from_str(&row.counts).map_err(|_| ApiError::new(ErrorCode::StoreDamaged))?;
                Ok(BatchView {
                    batch: row.id.into(),
                    file: row.file_name,
                    kind: Dataset::parse(&row.kind).map_or(ImportKind::Purchases, kind_of),
                    system: row.system,
                    committed_at: row.committed_at.0.into(),
                    inserted: counts.inserted,
                    rejected: counts.rejected,
                    undecided: counts.undecided,
                    undone: row.undone,
                })
            })
            .collect()
    }

    /// Takes a batch back.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`], [`ErrorCode::CannotUndo`].
    pub async fn undo_batch(&self, batch: Int) -> Result<UndoReport> {
        let shop = self.shop().await?;
        let undone = shop.store.undo_import(batch.0, self.now()).await?;
        let day = self.day_in(shop.zone);
        shop.store
            .plan_marked(day, aichaku_store::At { day, now: self.now() })
            .await?;
        let [
            households,
            customers,
            purchases,
            lines,
            products,
            items,
            deliveries,
            answers,
        ] = undone.removed.map(Int::from);
        self.changed(&[
            Area::Customers,
            Area::FollowUps,
            Area::Insights,
            Area::Imports,
            Area::Shop,
        ]);
        Ok(UndoReport {
            batch,
            removed: EntityCounts {
                households,
                customers,
                purchases,
                lines,
                products,
                items,
                deliveries,
                answers,
            },
            restored: undone.restored.into(),
            kept: undone
                .kept
                .into_iter()
                .map(|row| KeptRow {
                    entity: row.entity,
                    id: row.id.into(),
                    code: row.code,
                })
                .collect(),
        })
    }

    /// A copy of the shop as it was, beside it; the newest few are kept.
    pub(super) async fn backup_before_import(&self, shop: &OpenShop) -> Result<String> {
        let folder = self.data_dir().join(shop.which.folder()).join("backups");
        std::fs::create_dir_all(&folder).map_err(|_| ApiError::new(ErrorCode::NotWritable))?;
        let name = format!("before-import-{}.aichaku", self.now().0);
        shop.store.backup_to(&folder.join(&name), None).await?;
        forget_old_backups(&folder);
        Ok(name)
    }
}

/// The part of a report that the list of batches shows.
#[derive(serde::Serialize, serde::Deserialize)]
pub(super) struct ReportCounts {
    #[serde(deserialize_with = "counts_then")]
    inserted: EntityCounts,
    #[serde(deserialize_with = "counts_then")]
    updated: EntityCounts,
    rejected: Int,
    #[serde(default)]
    undecided: Int,
}

/// Counts of a batch, also of an older program, which did not tell of all that is counted now.
fn counts_then<'de, D: Deserializer<'de>>(from: D) -> std::result::Result<EntityCounts, D::Error> {
    let told = BTreeMap::<String, Int>::deserialize(from)?;
    let count = |what: &str| told.get(what).copied().unwrap_or_default();
    Ok(EntityCounts {
        households: count("households"),
        customers: count("customers"),
        purchases: count("purchases"),
        lines: count("lines"),
        products: count("products"),
        items: count("items"),
        deliveries: count("deliveries"),
        answers: count("answers"),
    })
}

impl ImportReport {
    pub(super) fn counts(&self) -> ReportCounts {
        ReportCounts {
            inserted: self.inserted.clone(),
            updated: self.updated.clone(),
            rejected: self.rejected_total,
            undecided: self.undecided_total,
        }
    }
}

fn forget_old_backups(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("before-import-"))
        })
        .collect();
    // The name ends with the time in milliseconds, all of the same length.
    files.sort();
    let old = files.len().saturating_sub(KEPT_BACKUPS);
    for file in &files[..old] {
        // One that cannot be removed now is removed next time.
        let _ = std::fs::remove_file(file);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_of_an_older_program_is_still_told_of() {
        let kept = r#"{"inserted":{"households":1,"customers":2,"purchases":3,"lines":4,"products":5,"items":6,"deliveries":7},
            "updated":{"households":0,"customers":0,"purchases":0,"lines":0,"products":0,"items":0,"deliveries":0},
            "rejected":0}"#;
        let counts: ReportCounts = serde_json::from_str(kept).expect("an older batch");
        assert_eq!(
            (counts.inserted.deliveries, counts.inserted.answers),
            (Int(7), Int(0))
        );
    }
}
