//! The care library, the plans, and the work they make.
//!
//! Not here: sentences for people.

mod content;
mod plan;
mod workload;

use aichaku_domain::values::ContentId;

use crate::App;
use crate::error::{ApiError, ErrorCode, Result};
use crate::planning::settings;
use crate::wire::{
    Area, Channel, ContentFinding, ContentPreview, ContentView, Done, Drawing, Int, Lang, PlanChange,
    PlanView, Workload,
};

/// What a change to contents or plans makes stale.
const AREAS: [Area; 3] = [Area::Care, Area::FollowUps, Area::Customers];

impl App {
    /// The library.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`].
    pub async fn contents(&self) -> Result<Vec<ContentView>> {
        let shop = self.shop().await?;
        let contents = shop.store.contents().await?;
        Ok(contents.into_iter().map(content::view).collect())
    }

    /// Adds (id 0) or changes a content.
    ///
    /// # Errors
    /// [`ErrorCode::ContentRefused`] (`code`, `excerpt`) for advertising that calls itself care, advice that harms
    /// what it is for, and fields that do not exist; [`ErrorCode::Invalid`] (`field`); [`ErrorCode::Conflict`] when
    /// somebody changed it in between; [`ErrorCode::NotFound`].
    pub async fn save_content(&self, content: ContentView) -> Result<Done> {
        let shop = self.shop().await?;
        let settings = settings(&shop).await?;
        let held = shop.store.contents().await?;
        let wanted = content::stored(&content, &held)?;
        if let Some(finding) = content::lint(&wanted, &settings)
            .into_iter()
            .find(|finding| finding.blocking)
        {
            return Err(ApiError::new(ErrorCode::ContentRefused)
                .with("code", finding.code)
                .with("excerpt", finding.excerpt));
        }
        let id = shop.store.save_content(&wanted, self.now()).await?;
        let before = held.iter().find(|before| before.id == wanted.id);
        if before.is_some_and(|before| content::plans_differently(before, &wanted)) {
            shop.store.replan_content(id, self.at(&shop)).await?;
        }
        self.changed(&AREAS);
        Ok(Done {
            id: Int(id.0),
            areas: AREAS.to_vec(),
            undo: None,
        })
    }

    /// What would be said against saving it.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`].
    pub async fn lint_content(&self, content: ContentView) -> Result<Vec<ContentFinding>> {
        let shop = self.shop().await?;
        let settings = settings(&shop).await?;
        Ok(content::lint(&content::unchecked(&content), &settings))
    }

    /// How it would read for a customer.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`].
    pub async fn preview_content(
        &self,
        content: ContentView,
        lang: Lang,
        channel: Channel,
    ) -> Result<ContentPreview> {
        let shop = self.shop().await?;
        let settings = settings(&shop).await?;
        let day = self.day_in(shop.zone);
        Ok(content::preview(
            &content::unchecked(&content),
            &settings,
            lang,
            channel.into(),
            day,
        ))
    }

    /// All plans, the general ones first.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`].
    pub async fn plans(&self, lang: Lang) -> Result<Vec<PlanView>> {
        let shop = self.shop().await?;
        let rows = shop.store.plans().await?;
        let contents = shop.store.contents().await?;
        let reach = shop
            .store
            .plan_reach(&rows.iter().map(|plan| plan.matches).collect::<Vec<_>>())
            .await?;
        Ok(rows
            .iter()
            .zip(reach)
            .map(|(row, reach)| plan::view(row, reach, &contents, lang))
            .collect())
    }

    /// What saving it would change.
    ///
    /// # Errors
    /// [`ErrorCode::Invalid`] (`field`), [`ErrorCode::NotFound`].
    pub async fn preview_plan(&self, plan: PlanView) -> Result<PlanChange> {
        let shop = self.shop().await?;
        let contents = shop.store.contents().await?;
        let wanted = plan::stored(&plan, &contents)?;
        let planned = shop.store.preview_plan(&wanted, self.at(&shop)).await?;
        Ok(plan::change(plan.id.0, planned, None))
    }

    /// Adds (id 0) or changes a plan; planned follow-ups follow. [`App::undo`] puts plan and follow-ups back.
    ///
    /// # Errors
    /// [`ErrorCode::Invalid`] (`field`), [`ErrorCode::NotFound`], [`ErrorCode::Conflict`].
    pub async fn save_plan(&self, plan: PlanView) -> Result<PlanChange> {
        let shop = self.shop().await?;
        let contents = shop.store.contents().await?;
        let wanted = plan::stored(&plan, &contents)?;
        let (written, planned) = shop.store.save_plan(&wanted, self.at(&shop)).await?;
        self.changed(&AREAS);
        Ok(plan::change(written.id, planned, written.undo))
    }

    /// The work of the coming 26 weeks.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`].
    pub async fn workload(&self, plan: Option<Int>, drawing: Drawing) -> Result<Workload> {
        let shop = self.shop().await?;
        workload::workload(self, &shop, plan.map(|plan| plan.0), &drawing).await
    }
}

/// A content that a plan's step may use.
fn content_exists(contents: &[aichaku_store::Content], id: i64) -> bool {
    contents.iter().any(|content| content.id == ContentId(id))
}
