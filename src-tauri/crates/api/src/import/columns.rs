//! What the columns of a file are taken for: proposed, kept from last time, chosen by a person.
//!
//! Not here: the words of headers (`exchange`).

use aichaku_exchange::{
    Dataset, Field, FileShape, Mapping, propose_mapping_as, settle_kept_mapping, settle_mapping,
};
use aichaku_store::Store;

use crate::App;
use crate::error::{ApiError, ErrorCode, Result};
use crate::wire::{ColumnView, ImportKind, ImportOptions};

impl App {
    pub(super) async fn mapping(
        &self,
        store: &Store,
        shape: &FileShape,
        options: &ImportOptions,
    ) -> Result<Mapping> {
        let dataset = options.kind.map(dataset_of);
        let system = options.system.as_deref().filter(|system| *system != "auto");
        if let Some(system) = system
            && system != aichaku_exchange::GENERIC
            && aichaku_exchange::system(system).is_none()
        {
            return Err(ApiError::new(ErrorCode::SystemUnknown).with("system", system));
        }
        let mut mapping = propose_mapping_as(shape, dataset, system);
        // One that was kept by an older program and no longer reads is simply proposed anew.
        if options.mapping.is_none()
            && dataset.is_none()
            && system.is_none()
            && let Some(text) = store.saved_mapping(&mapping.header_fingerprint).await?
            && let Ok(saved) = serde_json::from_str::<Mapping>(&text)
            && saved.fits(&shape.columns)
        {
            mapping = saved;
            mapping.widen_to(&shape.columns);
            settle_kept_mapping(shape, &mut mapping);
        }
        if let Some(choices) = &options.mapping {
            for choice in choices {
                let field = match choice.field.as_str() {
                    "" => None,
                    name => Some(Field::parse(name).ok_or_else(|| {
                        ApiError::new(ErrorCode::Invalid)
                            .with("field", "mapping")
                            .with("value", name)
                    })?),
                };
                mapping.set(choice.column as usize, field);
            }
            settle_mapping(shape, &mut mapping, dataset);
        }
        Ok(mapping)
    }
}

/// What a file of this kind says nothing without, and no column is taken for.
pub(super) fn missing_fields(mapping: &Mapping) -> Vec<Field> {
    let any = |fields: &[Field]| fields.iter().any(|field| mapping.has(*field));
    let missing = match mapping.dataset {
        Dataset::Purchases if !mapping.has(Field::OrderedOn) => Some(Field::OrderedOn),
        Dataset::Deliveries if !any(&[Field::DeliveredOn, Field::PlannedDeliveryOn, Field::ShippedOn]) => {
            Some(Field::DeliveredOn)
        }
        Dataset::Customers
            if !any(&[
                Field::FullName,
                Field::FamilyName,
                Field::FullKana,
                Field::Company,
            ]) =>
        {
            Some(Field::FullName)
        }
        Dataset::Surveys if !mapping.has(Field::AnsweredOn) => Some(Field::AnsweredOn),
        Dataset::Surveys
            if !mapping
                .columns
                .iter()
                .filter_map(|column| column.field)
                .any(Field::is_an_answer) =>
        {
            Some(Field::Satisfaction)
        }
        Dataset::Products if !any(&[Field::ProductName, Field::ProductCode]) => Some(Field::ProductName),
        _ => None,
    };
    missing.into_iter().collect()
}

pub(super) fn columns(shape: &FileShape, mapping: &Mapping) -> Vec<ColumnView> {
    mapping
        .columns
        .iter()
        .map(|column| ColumnView {
            index: u32::try_from(column.index).unwrap_or(u32::MAX),
            header: column.header.clone(),
            samples: shape
                .sample
                .iter()
                .filter_map(|row| row.cells.get(column.index))
                .filter(|cell| !cell.is_empty())
                .take(3)
                .cloned()
                .collect(),
            field: column
                .field
                .map_or_else(String::new, |field| field.as_str().to_owned()),
        })
        .collect()
}

pub(super) fn kind_of(dataset: Dataset) -> ImportKind {
    match dataset {
        Dataset::Customers => ImportKind::Customers,
        Dataset::Purchases => ImportKind::Purchases,
        Dataset::Products => ImportKind::Products,
        Dataset::Deliveries => ImportKind::Deliveries,
        Dataset::OptOuts => ImportKind::Optouts,
        Dataset::Surveys => ImportKind::Surveys,
    }
}

fn dataset_of(kind: ImportKind) -> Dataset {
    match kind {
        ImportKind::Customers => Dataset::Customers,
        ImportKind::Purchases => Dataset::Purchases,
        ImportKind::Products => Dataset::Products,
        ImportKind::Deliveries => Dataset::Deliveries,
        ImportKind::Optouts => Dataset::OptOuts,
        ImportKind::Surveys => Dataset::Surveys,
    }
}
