// Generated from the backend by `cargo xtask bindings`. Do not edit.

import { invoke as __TAURI_INVOKE } from "@tauri-apps/api/core";
import * as __TAURI_EVENT from "@tauri-apps/api/event";

/** Commands */
export const commands = {
	appState: () => typedError<AppState, ApiError>(__TAURI_INVOKE("app_state")),
	createShop: (shop: NewShop) => typedError<AppState, ApiError>(__TAURI_INVOKE("create_shop", { new: shop })),
	openPractice: (seed: number, households: number) => typedError<AppState, ApiError>(__TAURI_INVOKE("open_practice", { seed, households })),
	leavePractice: () => typedError<AppState, ApiError>(__TAURI_INVOKE("leave_practice")),
	removePractice: () => typedError<AppState, ApiError>(__TAURI_INVOKE("remove_practice")),
	saveShop: (shop: ShopView) => typedError<Done, ApiError>(__TAURI_INVOKE("save_shop", { shop })),
	staff: () => typedError<StaffView[], ApiError>(__TAURI_INVOKE("staff")),
	saveStaff: (staff: StaffView) => typedError<Done, ApiError>(__TAURI_INVOKE("save_staff", { staff })),
	backup: (file: string) => typedError<BackupReport, ApiError>(__TAURI_INVOKE("backup", { file })),
	restore: (file: string) => typedError<BackupReport, ApiError>(__TAURI_INVOKE("restore", { file })),
	check: () => typedError<CheckReport, ApiError>(__TAURI_INVOKE("check")),
	beginDay: () => typedError<PlanningReport, ApiError>(__TAURI_INVOKE("begin_day")),
	undo: (token: number) => typedError<Done, ApiError>(__TAURI_INVOKE("undo", { token })),
	saveDraft: (key: string, body: string) => typedError<null, ApiError>(__TAURI_INVOKE("save_draft", { key, body })),
	draft: (key: string) => typedError<string, ApiError>(__TAURI_INVOKE("draft", { key })),
	exportAll: (dir: string) => typedError<ExportReport, ApiError>(__TAURI_INVOKE("export_all", { dir })),
	today: (query: TodayQuery, lang: Lang) => typedError<TodayView, ApiError>(__TAURI_INVOKE("today", { query, lang })),
	followUp: (id: number, lang: Lang) => typedError<FollowUpDetail, ApiError>(__TAURI_INVOKE("follow_up", { id, lang })),
	complete: (id: number, completion: Completion) => typedError<FollowUpView, ApiError>(__TAURI_INVOKE("complete", { id, completion })),
	skip: (id: number, why: SkipReason, note: string) => typedError<FollowUpView, ApiError>(__TAURI_INVOKE("skip", { id, why, note })),
	postpone: (id: number, to: string) => typedError<FollowUpView, ApiError>(__TAURI_INVOKE("postpone", { id, to })),
	catchUp: (choice: CatchUpChoice) => typedError<CatchUpReport, ApiError>(__TAURI_INVOKE("catch_up", { choice })),
	addMemo: (memo: NewMemo) => typedError<Done, ApiError>(__TAURI_INVOKE("add_memo", { memo })),
	search: (text: string, limit: number) => typedError<CustomerHit[], ApiError>(__TAURI_INVOKE("search", { text, limit })),
	customers: (after: string | null, limit: number) => typedError<CustomerPage, ApiError>(__TAURI_INVOKE("customers", { after, limit })),
	customer: (id: number, lang: Lang) => typedError<CustomerRecord, ApiError>(__TAURI_INVOKE("customer", { id, lang })),
	addCustomer: (form: CustomerForm, household: number | null) => typedError<Done, ApiError>(__TAURI_INVOKE("add_customer", { form, household })),
	editCustomer: (id: number, form: CustomerForm) => typedError<Done, ApiError>(__TAURI_INVOKE("edit_customer", { id, form })),
	editHousehold: (id: number, form: HouseholdForm) => typedError<Done, ApiError>(__TAURI_INVOKE("edit_household", { id, form })),
	joinHousehold: (customer: number, household: number | null) => typedError<Done, ApiError>(__TAURI_INVOKE("join_household", { customer, household })),
	addPurchase: (purchase: NewPurchase) => typedError<Done, ApiError>(__TAURI_INVOKE("add_purchase", { purchase })),
	cancelPurchase: (id: number) => typedError<Done, ApiError>(__TAURI_INVOKE("cancel_purchase", { id })),
	addRefund: (refund: NewRefund) => typedError<Done, ApiError>(__TAURI_INVOKE("add_refund", { refund })),
	addItem: (customer: number, item: ItemForm) => typedError<Done, ApiError>(__TAURI_INVOKE("add_item", { customer, item })),
	editItem: (id: number, item: ItemForm) => typedError<Done, ApiError>(__TAURI_INVOKE("edit_item", { id, item })),
	recordConsent: (consent: NewConsent) => typedError<Done, ApiError>(__TAURI_INVOKE("record_consent", { consent })),
	addNote: (customer: number, body: string, staff: number | null) => typedError<Done, ApiError>(__TAURI_INVOKE("add_note", { customer, body, staff })),
	editNote: (id: number, body: string) => typedError<Done, ApiError>(__TAURI_INVOKE("edit_note", { id, body })),
	removeNote: (id: number) => typedError<Done, ApiError>(__TAURI_INVOKE("remove_note", { id })),
	openCase: (newCase: NewCase) => typedError<Done, ApiError>(__TAURI_INVOKE("open_case", { case: newCase })),
	closeCase: (id: number, resolved: string, note: string) => typedError<Done, ApiError>(__TAURI_INVOKE("close_case", { id, resolved, note })),
	products: (text: string, limit: number) => typedError<ProductView[], ApiError>(__TAURI_INVOKE("products", { text, limit })),
	guessClass: (name: string) => typedError<ProductClass, ApiError>(__TAURI_INVOKE("guess_class", { name })),
	setDelivery: (purchase: number, day: string | null, certainty: DeliveryCertainty) => typedError<Done, ApiError>(__TAURI_INVOKE("set_delivery", { purchase, day, certainty })),
	undelivered: (after: number | null, limit: number) => typedError<UndeliveredPurchase[], ApiError>(__TAURI_INVOKE("undelivered", { after, limit })),
	deliveryRulePreview: (rule: DeliveryRule) => typedError<DeliveryRuleReport, ApiError>(__TAURI_INVOKE("delivery_rule_preview", { rule })),
	deliveryRuleApply: (rule: DeliveryRule) => typedError<DeliveryRuleReport, ApiError>(__TAURI_INVOKE("delivery_rule_apply", { rule })),
	importPreview: (path: string, options: ImportOptions, job: string) => typedError<ImportPreview, ApiError>(__TAURI_INVOKE("import_preview", { path, options, job })),
	importCommit: (ticket: string, plan: PlanChoice, job: string) => typedError<ImportReport, ApiError>(__TAURI_INVOKE("import_commit", { ticket, plan, job })),
	cancelJob: (job: string) => typedError<null, ApiError>(__TAURI_INVOKE("cancel_job", { job })),
	saveRejects: (ticket: string | null, batch: number | null, path: string) => typedError<number, ApiError>(__TAURI_INVOKE("save_rejects", { ticket, batch, path })),
	batches: () => typedError<BatchView[], ApiError>(__TAURI_INVOKE("batches")),
	undoBatch: (batch: number) => typedError<UndoReport, ApiError>(__TAURI_INVOKE("undo_batch", { batch })),
	contents: () => typedError<ContentView[], ApiError>(__TAURI_INVOKE("contents")),
	saveContent: (content: ContentView) => typedError<Done, ApiError>(__TAURI_INVOKE("save_content", { content })),
	lintContent: (content: ContentView) => typedError<ContentFinding[], ApiError>(__TAURI_INVOKE("lint_content", { content })),
	previewContent: (content: ContentView, lang: Lang, channel: ContactChannel) => typedError<ContentPreview, ApiError>(__TAURI_INVOKE("preview_content", { content, lang, channel })),
	plans: (lang: Lang) => typedError<PlanView[], ApiError>(__TAURI_INVOKE("plans", { lang })),
	previewPlan: (plan: PlanView) => typedError<PlanChange, ApiError>(__TAURI_INVOKE("preview_plan", { plan })),
	savePlan: (plan: PlanView) => typedError<PlanChange, ApiError>(__TAURI_INVOKE("save_plan", { plan })),
	workload: (plan: number | null, drawing: Drawing) => typedError<Workload, ApiError>(__TAURI_INVOKE("workload", { plan, drawing })),
	cohorts: (query: CohortQuery, drawing: Drawing | null) => typedError<CohortTable, ApiError>(__TAURI_INVOKE("cohorts", { query, drawing })),
	returns: (query: ReturnsQuery, drawing: Drawing | null) => typedError<ReturnsView, ApiError>(__TAURI_INVOKE("returns", { query, drawing })),
	repeat: (anchor: AnchorName, unit: UnitName, until: string | null, mergeDays: number | null) => typedError<RepeatView, ApiError>(__TAURI_INVOKE("repeat", { anchor, unit, until, mergeDays })),
	names: (query: NamesQuery) => typedError<NamesView, ApiError>(__TAURI_INVOKE("names", { query })),
	saveChart: (name: string, file: string, drawing: Drawing, height: number) => typedError<string, ApiError>(__TAURI_INVOKE("save_chart", { name, file, drawing, height })),
	appInfo: () => __TAURI_INVOKE<AppInfo>("app_info"),
	chooseFile: (choice: FileChoice) => __TAURI_INVOKE<string | null>("choose_file", { choice }),
	chooseNewFile: (choice: FileChoice) => __TAURI_INVOKE<string | null>("choose_new_file", { choice }),
	chooseFolder: (title: string) => __TAURI_INVOKE<string | null>("choose_folder", { title }),
};

/** Events */
export const events = {
	dataChanged: makeEvent<DataChanged>("data-changed"),
	filesDropped: makeEvent<FilesDropped>("files-dropped"),
	jobMoved: makeEvent<JobMoved>("job-moved"),
};

/* Types */
export type DataChanged = {
	areas: Area[],
};

export type JobMoved = {
	progress: JobProgress,
};

export type FilesDropped = {
	paths: string[],
};

export type ContentView = {
	/** Id; 0 for a new one. */
	id: number,
	/** Code, e.g. `T12`. */
	code: string,
	/** Kind. */
	kind: ContentKind,
	/** Families that it fits; empty: any. */
	families: Family[],
	/** Materials that it fits; empty: any. */
	materials: Material[],
	/** Finishes that it fits; empty: any, also unknown. */
	finishes: Finish[],
	/** Minutes of the customer's time. */
	minutes: number,
	/** 1 easy ..= 3 hard. */
	difficulty: number,
	/** Source mark. */
	source: string,
	/** Reviewed by the maker; safety contents go out only then. */
	reviewed: boolean,
	/** Made by the shop, not from the library. */
	own: boolean,
	/** Version, grows with every change. */
	version: number,
	/** In use. */
	active: boolean,
	/** Japanese. */
	ja: ContentText,
	/** English. */
	en: ContentText,
	/** Steps of plans that use it. */
	used_in: number,
};

export type ContentText = {
	/** Title. */
	title: string,
	/** Care text; merge fields as `{{customer}}`. */
	body: string,
	/** What to ask and say on the telephone. */
	talking_points: string[],
	/** What not to do. */
	never: string[],
	/** The advertising part. */
	suggestion: string,
};

export type ContentFinding = {
	/** Names the sentence: `lint.<code>`. */
	code: string,
	/** The words at fault. */
	excerpt: string,
	/** Saving is refused. */
	blocking: boolean,
};

export type ContentPreview = {
	/** Subject (mail) or title. */
	title: string,
	/** Text. */
	body: string,
	/** Findings. */
	findings: ContentFinding[],
};

export type PlanView = {
	/** Id; 0 for a new one. */
	id: number,
	/** Code. */
	code: string,
	/** Japanese name. */
	name_ja: string,
	/** English name. */
	name_en: string,
	/** Family; `None`: any. */
	family: Family | null,
	/** Material; `None`: any. */
	material: Material | null,
	/** Finish; `None`: any. */
	finish: Finish | null,
	/** In use. */
	active: boolean,
	/** Made by the shop. */
	own: boolean,
	/** Steps in order. */
	steps: StepView[],
	/** Items in use that it fits now. */
	items: number,
	/** Households of those. */
	households: number,
};

export type StepView = {
	/** Id; 0 for a new one. */
	id: number,
	/** Content. */
	content: number,
	/** Its title in the asked language. */
	title: string,
	/** After delivery. */
	offset: Span,
	/** Again every. */
	repeat: Span | null,
	/** Until so long after delivery. */
	repeat_until: Span | null,
	/** Only in this season. */
	season: SeasonView | null,
	/** Touch. */
	touch: Touch,
	/** ContactChannel. */
	channel: ContactChannel,
	/** If that is refused. */
	fallback: ContactChannel | null,
	/** Days late after which it is let go. */
	grace_days: number,
	/** Minutes of the shop's time. */
	minutes: number,
	/** In use. */
	active: boolean,
};

export type Span = {
	/** Unit. */
	unit: SpanUnit,
	/** How many, 0..=3650. */
	count: number,
};

export type SeasonView = {
	/** `MM-DD`. */
	from: string,
	/** `MM-DD`. */
	until: string,
};

export type PlanChange = {
	/** The plan's id (0: would be new). */
	plan: number,
	/** Planned follow-ups that move. */
	moved: number,
	/** New follow-ups within the planned days. */
	added: number,
	/** Planned follow-ups that go. */
	removed: number,
};

export type Workload = {
	/** Weeks, from this week on. */
	weeks: WorkWeek[],
	/** The shop's minutes a week. */
	weekly_minutes: number,
	/** The drawing, SVG. */
	svg: string,
};

export type WorkWeek = {
	/** Its Monday. */
	from: string,
	/** Follow-ups of the asked plan. */
	plan_count: number,
	/** Their minutes. */
	plan_minutes: number,
	/** Minutes of all other plans. */
	other_minutes: number,
};

export type PlanningReport = {
	/** New follow-ups. */
	planned: number,
	/** Let go, because their time had passed. */
	lapsed: number,
	/** Planned through this day. */
	through: string,
};

export type CustomerHit = {
	/** Customer id. */
	customer: number,
	/** Household id. */
	household: number,
	/** Name as written. */
	name: string,
	/** Kana. */
	kana: string,
	/** Last four digits of a phone. */
	phone_tail: string,
	/** Prefecture and city. */
	town: string,
	/** Day of the last purchase. */
	last_purchase: string | null,
	/** Standing. */
	state: CustomerState,
};

export type CustomerPage = {
	/** Rows. */
	hits: CustomerHit[],
	/** Pass to get the next page; `None`: the end. */
	next: string | null,
	/** All customers of the list. */
	total: number,
};

export type CustomerRecord = {
	/** The person. */
	customer: CustomerView,
	/** The household. */
	household: HouseholdView,
	/** The others of the household. */
	members: MemberView[],
	/** The things they live with, newest first. */
	items: ItemView[],
	/** Purchases of the household, newest first. */
	purchases: PurchaseView[],
	/** What happened, newest first (at most 200). */
	timeline: TimelineEntry[],
	/** Consents of the person: where each stands. */
	consents: ConsentView[],
	/** The ledger, newest first. */
	consent_history: ConsentEntry[],
	/** Notes about the household, newest first. */
	notes: NoteView[],
	/** Open and closed cases. */
	cases: CaseView[],
	/** Phase: `onboarding`, `settled`, `mature`. */
	phase: string,
	/** What was typed as memo and not finished. */
	draft: string,
};

export type CustomerView = {
	/** Id. */
	id: number,
	/** Name as it is shown, without honorific. */
	name: string,
	/** Kana as shown. */
	kana: string,
	/** What can be edited. */
	form: CustomerForm,
	/** Standing. */
	state: CustomerState,
	/** Since. */
	state_since: string | null,
	/** From a mall with rules of its own. */
	mall_limited: boolean,
	/** First purchase of the household. */
	since: string | null,
	/** Where the data came from: source and id there. */
	sources: string[],
};

export type CustomerForm = {
	/** `person` or `company`. */
	company: boolean,
	/** Family name, or the whole name where it is not split. */
	family_name: string,
	/** Given name. */
	given_name: string,
	/** Kana of the family name. */
	family_kana: string,
	/** Kana of the given name. */
	given_kana: string,
	/** Honorific; empty: the ordinary one. */
	honorific: string,
	/** Phones, mails, LINE as typed. */
	contacts: ContactLine[],
	/** The household's address. */
	address: AddressForm,
	/** Standing. */
	state: CustomerState,
	/** Wants nothing at all. */
	suppressed: boolean,
	/** Minor or receiver of a gift. */
	service_only: boolean,
	/** Wishes to be reached this way. */
	preferred_channel: ContactChannel | null,
	/** Never this way: "do not call, write". */
	refused_channels: ContactChannel[],
};

export type AddressForm = {
	/** Postal code. */
	postal_code: string,
	/** Prefecture. */
	prefecture: string,
	/** City, ward. */
	city: string,
	/** Town, number. */
	street: string,
	/** Building, room. */
	building: string,
};

export type HouseholdView = {
	/** Id. */
	id: number,
	/** Name, e.g. 田中家. */
	name: string,
	/** Persons. */
	people: number,
	/** Touch level. */
	touch: Touch,
	/** Purchases that count. */
	purchase_count: number,
	/** Sum of purchases less refunds. */
	net_minor: number,
	/** First purchase. */
	first_ordered_on: string | null,
	/** Last purchase. */
	last_ordered_on: string | null,
	/** Moved on this day; touches wait for a look. */
	moved_on: string | null,
	/** A change in the family; touches wait for a look. */
	family_change_on: string | null,
	/** Year of mourning. */
	mourning_year: number | null,
};

export type HouseholdForm = {
	/** Name. */
	name: string,
	/** Touch level. */
	touch: Touch,
	/** Moved on. */
	moved_on: string | null,
	/** Family change on. */
	family_change_on: string | null,
	/** Mourning year. */
	mourning_year: number | null,
};

export type MemberView = {
	/** Id. */
	customer: number,
	/** Name. */
	name: string,
	/** Kana. */
	kana: string,
	/** Standing. */
	state: CustomerState,
};

export type ItemView = {
	/** Id. */
	id: number,
	/** Name. */
	name: string,
	/** Family. */
	family: Family,
	/** Material. */
	material: Material,
	/** Finish. */
	finish: Finish,
	/** Pieces. */
	quantity: number,
	/** Room. */
	room: string,
	/** State. */
	state: ItemState,
	/** Delivered, or planned for. */
	delivered_on: string | null,
	/** How sure. */
	certainty: DeliveryCertainty | null,
	/** A surprise: never named to others. */
	secret: boolean,
	/** Bought elsewhere. */
	elsewhere: boolean,
	/** Purchase it came with. */
	purchase: number | null,
	/** Note. */
	note: string,
	/** Calendar: a year back and a year ahead. */
	calendar: CalendarMark[],
};

export type CalendarMark = {
	/** Day. */
	day: string,
	/** Follow-up id; `None`: lies beyond what is planned already and is only foreseen. */
	follow_up: number | null,
	/** State; foreseen ones are `planned`. */
	state: FollowUpState,
	/** Title. */
	title: string,
	/** ContactChannel. */
	channel: ContactChannel,
};

export type ItemForm = {
	/** Name. */
	name: string,
	/** Family. */
	family: Family,
	/** Material. */
	material: Material,
	/** Finish. */
	finish: Finish,
	/** Pieces. */
	quantity: number,
	/** Room. */
	room: string,
	/** State. */
	state: ItemState,
	/** Delivered. */
	delivered_on: string | null,
	/** A surprise. */
	secret: boolean,
	/** Note. */
	note: string,
};

export type PurchaseView = {
	/** Id. */
	id: number,
	/** Who bought. */
	customer: number,
	/** Day. */
	ordered_on: string,
	/** Lines. */
	lines: LineView[],
	/** Paid. */
	gross_minor: number,
	/** Refunded. */
	refunded_minor: number,
	/** Standing. */
	state: PurchaseState,
	/** ContactChannel. */
	channel: SalesChannel,
	/** Staff. */
	staff: string,
	/** Delivered on. */
	delivered_on: string | null,
	/** How sure. */
	certainty: DeliveryCertainty | null,
	/** Source and id there. */
	source: string,
};

export type LineView = {
	/** Id. */
	id: number,
	/** Name. */
	name: string,
	/** Kind. */
	kind: LineKind,
	/** Quantity. */
	quantity: number,
	/** Amount. */
	amount_minor: number,
};

export type NewPurchase = {
	/** Who. */
	customer: number,
	/** Day. */
	ordered_on: string,
	/** Delivered or to be delivered on; `None`: not known yet. */
	delivered_on: string | null,
	/** Things. */
	lines: NewLine[],
	/** ContactChannel. */
	channel: SalesChannel,
	/** Staff. */
	staff: number | null,
	/** Note, e.g. what it is for. */
	note: string,
};

export type NewLine = {
	/** Name. */
	name: string,
	/** Product of the catalogue, if it is one. */
	product: number | null,
	/** Kind. */
	kind: LineKind,
	/** Family; `None`: guess by name. */
	family: Family | null,
	/** Material; `None`: guess by name. */
	material: Material | null,
	/** Finish; `None`: guess by name. */
	finish: Finish | null,
	/** Quantity. */
	quantity: number,
	/** Amount of the line. */
	amount_minor: number,
};

export type NewRefund = {
	/** Purchase. */
	purchase: number,
	/** Line; with it the item of the line is returned and its plan silenced. */
	line: number | null,
	/** Day. */
	refunded_on: string,
	/** Amount. */
	amount_minor: number,
	/** Reason. */
	reason: string,
};

export type ProductView = {
	/** Id. */
	id: number,
	/** Code. */
	code: string,
	/** Name. */
	name: string,
	/** Family. */
	family: Family,
	/** Material. */
	material: Material,
	/** Finish. */
	finish: Finish,
	/** Price. */
	price_minor: number | null,
};

export type TimelineEntry = {
	/** Day. */
	day: string,
	/** What. */
	event: TimelineEvent,
};

export type ConsentView = {
	/** ContactChannel. */
	channel: ContactChannel,
	/** Purpose. */
	purpose: Purpose,
	/** State. */
	state: ConsentState,
	/** Since. */
	since: string | null,
};

export type ConsentEntry = {
	/** Id. */
	id: number,
	/** ContactChannel. */
	channel: ContactChannel,
	/** Purpose. */
	purpose: Purpose,
	/** State. */
	state: ConsentState,
	/** Day. */
	given_on: string,
	/** How. */
	source: ConsentSource,
	/** Words of the form. */
	wording: string,
	/** Who of the staff. */
	staff: string,
};

export type NewConsent = {
	/** Who. */
	customer: number,
	/** Channels. */
	channels: ContactChannel[],
	/** Purposes. */
	purposes: Purpose[],
	/** State. */
	state: ConsentState,
	/** How. */
	source: ConsentSource,
	/** Words of the form. */
	wording: string,
	/** Staff. */
	staff: number | null,
};

export type NoteView = {
	/** Id. */
	id: number,
	/** Words. */
	body: string,
	/** Day. */
	written_on: string,
	/** Who. */
	staff: string,
};

export type CaseView = {
	/** Id. */
	id: number,
	/** Topic. */
	topic: string,
	/** `small`, `ordinary`, `serious`. */
	severity: string,
	/** Open. */
	open: boolean,
	/** Opened. */
	opened_on: string,
	/** Closed. */
	closed_on: string | null,
	/** `yes`, `no`, `unknown`. */
	resolved: string | null,
	/** Note. */
	note: string,
};

export type NewCase = {
	/** Who. */
	customer: number,
	/** About which thing. */
	item: number | null,
	/** Topic. */
	topic: string,
	/** `small`, `ordinary`, `serious`. */
	severity: string,
	/** Note. */
	note: string,
};

export type DeliveryRule = {
	/** Purchases from this day on; `None`: all. */
	ordered_from: string | null,
	/** Purchases until this day; `None`: all. */
	ordered_until: string | null,
	/** Only purchases with a thing of this family; `None`: any. */
	family: Family | null,
	/** Days after the order. */
	days: number,
	/** Also replace estimated days; confirmed ones are never touched. */
	replace_estimated: boolean,
};

export type DeliveryRuleReport = {
	/** Purchases. */
	purchases: number,
	/** Items. */
	items: number,
	/** Follow-ups that come of it within the planned days. */
	follow_ups: number,
	/** Token to take it back. */
	undo: number | null,
};

export type UndeliveredPurchase = {
	/** Purchase. */
	purchase: number,
	/** Customer. */
	customer: number,
	/** Name. */
	name: string,
	/** Day of the order. */
	ordered_on: string,
	/** Goods. */
	items: string[],
	/** Estimated day, if any. */
	estimated_on: string | null,
};

export type ProductClass = {
	/** Family. */
	family: Family,
	/** Material. */
	material: Material,
	/** Finish. */
	finish: Finish,
};

export type ImportOptions = {
	/** What the file holds. */
	kind: ImportKind | null,
	/** Shop system, e.g. `shopify`, `generic`. */
	system: string | null,
	/** `utf-8`, `utf-16le`, `utf-16be`, `cp932`, `euc-jp`. */
	encoding: string | null,
	/** `,`, tab or `;`. */
	separator: string | null,
	/** Sheet of a workbook. */
	sheet: string | null,
	/** Columns by index → field name; `None`: proposed by the header. */
	mapping: ColumnChoice[] | null,
	/** A consent column counts only after a person has confirmed its wording. */
	consent_wording: string | null,
};

export type ColumnChoice = {
	/** Index of the column, from 0. */
	column: number,
	/** Field name; empty: not used. */
	field: string,
};

export type ColumnView = {
	/** Index from 0. */
	index: number,
	/** Header. */
	header: string,
	/** First values. */
	samples: string[],
	/** Field that it fills; empty: none. */
	field: string,
};

export type ImportPreview = {
	/** Hand this back to commit; valid while the app runs and the file is unchanged. */
	ticket: string,
	/** File name. */
	file: string,
	/** What it holds. */
	kind: ImportKind,
	/** System. */
	system: string,
	/** The system is known from documents only, not from a real file. */
	system_unproved: boolean,
	/** Encoding. */
	encoding: string,
	/** Sheets of a workbook. */
	sheets: string[],
	/** Columns. */
	columns: ColumnView[],
	/** Field names that a column can fill, for this kind. */
	fields: string[],
	/** Data rows. */
	rows: number,
	/** Counts per outcome. */
	counts: ImportCounts,
	/** Rows to look at first: problems and doubtful ones, then a sample (at most 500). */
	sample: ImportRowView[],
	/** Follow-ups within 26 weeks if care is planned from today, and if not at all. */
	forecast: ImportForecast,
	/** The same file was committed before as this batch. */
	seen_before: number | null,
};

export type ImportCounts = {
	/** New. */
	inserted: EntityCounts,
	/** Changed. */
	updated: EntityCounts,
	/** Rows that change nothing. */
	skipped: number,
	/** Rows that cannot be read. */
	rejected: number,
	/** Rows that a person should look at (brought in all the same). */
	doubtful: number,
};

export type EntityCounts = {
	/** Households. */
	households: number,
	/** Customers. */
	customers: number,
	/** Purchases. */
	purchases: number,
	/** Lines. */
	lines: number,
	/** Products. */
	products: number,
	/** Owned items. */
	items: number,
	/** Deliveries. */
	deliveries: number,
};

export type ImportRowView = {
	/** Line in the file. */
	line: number,
	/** Day as read. */
	day: string,
	/** Name as read. */
	name: string,
	/** Phone, all but the last four digits hidden. */
	phone: string,
	/** Goods. */
	goods: string,
	/** Amount. */
	amount_minor: number | null,
	/** What will happen. */
	outcome: RowOutcome,
};

export type ImportForecast = {
	/** Planned from today: within 26 weeks. */
	from_today: number,
	/** Only for things delivered within the last three months. */
	recent_only: number,
	/** Day before which a thing is not recent. */
	recent_since: string,
};

export type ImportReport = {
	/** Batch; `None` for a preview, or when nothing changed. */
	batch: number | null,
	/** System. */
	system: string,
	/** Encoding. */
	encoding: string,
	/** Kind. */
	kind: ImportKind,
	/** Data rows. */
	rows: number,
	/** New. */
	inserted: EntityCounts,
	/** Changed. */
	updated: EntityCounts,
	/** Rows that changed nothing. */
	skipped: number,
	/** Rejected rows: at most 10,000 are listed. */
	rejected: RejectedRow[],
	/** All rejected rows. */
	rejected_total: number,
	/** Follow-ups that now stand in the store. */
	follow_ups_planned: number,
};

export type RejectedRow = {
	/** Line in the file. */
	line: number,
	/** Column header. */
	column: string,
	/** Reason. */
	code: string,
	/** What stood there, cut to 80 characters. */
	value: string,
};

export type BatchView = {
	/** Id. */
	batch: number,
	/** File name. */
	file: string,
	/** Kind. */
	kind: ImportKind,
	/** System. */
	system: string,
	/** When, ms UTC. */
	committed_at: number,
	/** New. */
	inserted: EntityCounts,
	/** Rejected. */
	rejected: number,
	/** Taken back. */
	undone: boolean,
};

export type UndoReport = {
	/** Batch. */
	batch: number,
	/** Removed. */
	removed: EntityCounts,
	/** Rows put back to what they were. */
	restored: number,
	/** What stays, because a person has worked with it since. */
	kept: KeptRow[],
};

export type KeptRow = {
	/** `customer`, `purchase`, `item`, `household`. */
	entity: string,
	/** Id. */
	id: number,
	/** Why: `has_touch`, `has_note`, `edited`, `has_consent`, `has_case`, `has_purchase`. */
	code: string,
};

export type CohortQuery = {
	/** Period. */
	by: PeriodName,
	/** Measure. */
	measure: MeasureName,
	/** Anchor. */
	anchor: AnchorName,
	/** Unit. */
	unit: UnitName,
	/** Count until this day; `None`: today. */
	until: string | null,
	/** Orders within so many days are one; `None`: the shop's setting. */
	merge_days: number | null,
};

export type CohortTable = {
	/** A cohort a row. */
	rows: CohortRow[],
	/** Weighted mean over mature cohorts. */
	mean: CohortMean[],
	/** Counted until this day. */
	until: string,
	/** The drawing, SVG; empty where none was asked for. */
	svg: string,
};

export type CohortRow = {
	/** `2024-04`, `2024-Q2`, `2024-H1`, `2024`. */
	cohort: string,
	/** Households or customers. */
	size: number,
	/** Cells that exist so far. */
	cells: CohortCell[],
};

export type CohortCell = {
	/** Period after the first. */
	k: number,
	/** How many came back (revenue: how many bought). */
	n: number,
	/** n ÷ size; revenue: mean revenue per unit of the cohort, in minor units. */
	rate: number,
	/** 95 % Wilson interval, low end (revenue: the rate). */
	low: number,
	/** High end. */
	high: number,
	/** The period is fully observed. */
	mature: boolean,
	/** Revenue of the period, minor units. */
	revenue_minor: number,
};

export type CohortMean = {
	/** Period. */
	k: number,
	/** Weighted rate. */
	rate: number,
	/** Mature cohorts in it. */
	cohorts: number,
};

export type NamesView = {
	/** At most 500. */
	hits: CustomerHit[],
	/** All. */
	total: number,
};

export type ReturnsQuery = {
	/** Split. */
	group: ReturnGroup | null,
	/** Anchor. */
	anchor: AnchorName,
	/** Unit. */
	unit: UnitName,
	/** Until. */
	until: string | null,
	/** Orders within so many days are one; `None`: the shop's setting. */
	merge_days: number | null,
};

export type ReturnsView = {
	/** Curves. */
	curves: ReturnCurve[],
	/** SVG; empty where none was asked for. */
	svg: string,
};

export type ReturnCurve = {
	/** Group; empty: all. */
	group: string,
	/** Units. */
	size: number,
	/** Steps. */
	points: ReturnPoint[],
	/** First day on which 5 % have returned; `None`: not reached yet. */
	days_to_5: number | null,
	/** 10 %. */
	days_to_10: number | null,
	/** 20 %. */
	days_to_20: number | null,
	/** 50 % (the median); `None`: not reached, never guessed. */
	median: number | null,
};

export type ReturnPoint = {
	/** Days since the first purchase. */
	days: number,
	/** Returned by then, 0..=1. */
	returned: number,
	/** 95 %, low. */
	low: number,
	/** High. */
	high: number,
	/** Still under observation. */
	at_risk: number,
};

export type RepeatView = {
	/** Units with at least one purchase. */
	buyers: number,
	/** With at least two. */
	repeaters: number,
	/** repeaters ÷ buyers, uncorrected. */
	rate: number,
	/** F2 within 1, 3, 5, 10 years. */
	within: RepeatWithin[],
	/** n-th to next purchase. */
	chain: RepeatStep[],
	/** Orders counted. */
	orders: number,
	/** Distinct purchase days. */
	purchase_days: number,
	/** Revenue, minor units. */
	revenue_minor: number,
};

export type RepeatWithin = {
	/** Days. */
	days: number,
	/** First purchase at least so long ago: the denominator. */
	eligible: number,
	/** Of those, bought again within the time. */
	returned: number,
	/** Share; `None` where nobody is old enough (まだ言えません). */
	rate: number | null,
	/** 95 % Wilson, low. */
	low: number,
	/** High. */
	high: number,
	/** Kaplan–Meier estimate at that age. */
	km: number,
	/** Of all units, uncorrected. */
	naive: number,
};

export type RepeatStep = {
	/** n. */
	from_n: number,
	/** Reached n. */
	reached: number,
	/** Reached n + 1. */
	converted: number,
	/** Share. */
	rate: number,
};

export type Drawing = {
	/** Dark theme. */
	dark: boolean,
	/** Width in CSS pixels, 320..=4000. */
	width: number,
	/** Language of labels. */
	lang: Lang,
};

export type AppState = {
	/** The shop's today, `YYYY-MM-DD`; from the machine's clock and zone until a shop stands. */
	day: string,
	/** The open shop; `None`: nothing here yet, show the start screen. */
	shop: ShopView | null,
	/** A practice shop stands beside the real one (or is open now). */
	practice_exists: boolean,
	/** A real shop stands. */
	real_exists: boolean,
	/** The key lies in a file because the system has no keychain: say so. */
	key_in_file: boolean,
	/** When the last backup was made, ms UTC. */
	last_backup_at: number | null,
	/** The clock stands before the day on which the shop was last open. */
	clock_went_back: boolean,
	/** Version of the program. */
	version: string,
};

export type ShopView = {
	/** A practice shop is marked れんしゅう everywhere. */
	practice: boolean,
	/** Its name. */
	name: string,
	/** ISO 4217. */
	currency: string,
	/** Digits after the decimal point of the currency, 0..=4. */
	currency_digits: number,
	/** IANA zone. */
	zone: string,
	/** Weekdays on which the shop is closed, 1 (Monday) ..= 7 (Sunday). */
	closed_weekdays: number[],
	/** Earliest minute of the day for calls, 0..1440. */
	phone_from: number,
	/** Latest minute of the day for calls. */
	phone_until: number,
	/** Minutes a day that the shop gives to follow-ups. */
	daily_minutes: number,
	/** Least days between two care messages to one household. */
	care_gap_days: number,
	/** Most offers a year to one household. */
	offers_per_year: number,
	/** Orders of one household within so many days count as one. */
	merge_days: number,
	/** Days from order to delivery that the bulk rule proposes. */
	delivery_lead_days: number,
	/** Sender's name on advertising. */
	sender_name: string,
	/** Sender's postal address on advertising. */
	sender_address: string,
	/** Where to complain. */
	sender_contact: string,
	/** How to stop advertising. */
	opt_out_line: string,
	/** Care is planned from this day on; `None`: not chosen yet. */
	plan_from: string | null,
	/** Households, customers, purchases, owned items: for empty states. */
	counts: ShopCounts,
};

export type ShopCounts = {
	/** Households. */
	households: number,
	/** Customers. */
	customers: number,
	/** Purchases. */
	purchases: number,
	/** Owned items. */
	items: number,
	/** Purchases with goods whose delivery day is not known. */
	without_delivery: number,
};

export type NewShop = {
	/** Its name; may be empty. */
	name: string,
	/** ISO 4217, e.g. `JPY`. */
	currency: string,
	/** IANA zone, e.g. `Asia/Tokyo`. */
	zone: string,
};

export type StaffView = {
	/** Id. */
	id: number,
	/** Name. */
	name: string,
	/** Role. */
	role: Role,
	/** Still works here. */
	active: boolean,
};

export type Done = {
	/** Id of what was made or changed. */
	id: number,
	/** Stale areas. */
	areas: Area[],
	/** Token for `undo`; `None`: cannot be taken back. */
	undo: number | null,
};

export type JobProgress = {
	/** Which job (the ticket that the caller chose). */
	job: string,
	/** Done so far. */
	done: number,
	/** Of how many; 0: not known. */
	total: number,
};

export type BackupReport = {
	/** Where it lies. */
	file: string,
	/** Its size. */
	bytes: number,
	/** It was opened again and its integrity checked. */
	verified: boolean,
};

export type CheckReport = {
	/** Nothing is wrong. */
	ok: boolean,
	/** Names of the checks that failed, without personal data. */
	problems: string[],
};

export type ExportReport = {
	/** The folder. */
	dir: string,
	/** Files written. */
	files: string[],
	/** Rows over all files. */
	rows: number,
};

export type TodayQuery = {
	/** Only what is given to this member of staff or to nobody. */
	staff: number | null,
	/** Only this channel. */
	channel: ContactChannel | null,
	/** How many items at most; 0: the ordinary 60. */
	limit: number,
};

export type TodayView = {
	/** The shop's today. */
	day: string,
	/** Groups by touch, in order high, low, tech; empty groups are left out. */
	groups: TodayGroup[],
	/** All that is due, also beyond the list's end. */
	due_total: number,
	/** Minutes of what is listed. */
	minutes: number,
	/** The shop's minutes a day: the line in the list. */
	daily_minutes: number,
	/** Done today. */
	done: DoneItem[],
	/** Follow-ups came due while the app was closed: offer the catch-up dialog. */
	catch_up: CatchUpOffer | null,
};

export type TodayGroup = {
	/** Touch. */
	touch: Touch,
	/** In the order to do them. */
	items: TodayItem[],
};

export type TodayItem = {
	/** Follow-up id. */
	follow_up: number,
	/** Household id. */
	household: number,
	/** Customer id. */
	customer: number,
	/** Owned item id. */
	item: number | null,
	/** Content id. */
	content: number | null,
	/** Name as written, with honorific in Japanese. */
	customer_name: string,
	/** Kana. */
	customer_kana: string,
	/** The thing's name; empty for a promise without a thing. */
	item_name: string,
	/** Content title in the asked language, or the promise's words. */
	title: string,
	/** What the content is; `None` for a promise. */
	kind: ContentKind | null,
	/** The channel to use now: the step's, or its fallback where the first is refused. */
	channel: ContactChannel,
	/** Touch. */
	touch: Touch,
	/** Due day. */
	due: string,
	/** Minutes of the shop's time. */
	minutes: number,
	/** Tries so far that reached nobody. */
	attempts: number,
	/** Why today. */
	reason: Reason,
	/** May it go out? */
	gate: GateView,
	/** Within the shop's minutes of the day. */
	within_minutes: boolean,
};

export type GateView = {
	/** May go out on the chosen channel now. */
	allowed: boolean,
	/** Each refusal explains itself in one sentence. */
	refusals: GateRefusal[],
	/** What was checked and is well. */
	passed: GatePass[],
};

export type GateRefusal = {
	/** Rule G1..=G18. */
	rule: string,
	/** Names the sentence: `refusal.<code>` in the client's words. */
	code: string,
	/** Values for the sentence by name (days as `YYYY-MM-DD`, counts as digits, closed lists as text forms). */
	values: Value[],
};

export type GatePass = {
	/** Names the sentence: `passed.<code>` in the client's words. */
	code: string,
	/** Values for the sentence. */
	values: Value[],
};

export type Value = {
	/** Placeholder. */
	name: string,
	/** Its text. */
	text: string,
};

export type FollowUpDetail = {
	/** The line of Today. */
	item: TodayItem,
	/** Its state. */
	state: FollowUpState,
	/** Purchases so far. */
	purchase_count: number,
	/** Since when they are customers. */
	customer_since: string | null,
	/** Phase of the relation: `onboarding`, `settled`, `mature`. */
	phase: string,
	/** How to reach them on the chosen channel (number, address, mail), as typed. */
	contact: string,
	/** Further ways, as typed. */
	other_contacts: ContactLine[],
	/** What to ask and say, line by line, merged. */
	talking_points: string[],
	/** The message, merged. */
	message: string,
	/** What not to do, line by line. */
	never: string[],
	/** Suggestion; only where an advertising consent stands on this channel. */
	suggestion: string,
	/** Where the item stands. */
	item_state: ItemState | null,
	/** What was typed so far and not finished. */
	draft: string,
	/** Last contacts, newest first, at most 3. */
	recent: RecentTouch[],
	/** Other follow-ups of the household that are due within 14 days: could be said in one call. */
	siblings: SiblingFollowUp[],
};

export type ContactLine = {
	/** `phone`, `mobile`, `email`, `line`, `fax` or `address`. */
	kind: string,
	/** As typed. */
	value: string,
};

export type RecentTouch = {
	/** Day. */
	day: string,
	/** ContactChannel. */
	channel: ContactChannel,
	/** What came of it. */
	outcome: Outcome,
	/** Note. */
	note: string,
};

export type SiblingFollowUp = {
	/** Id. */
	follow_up: number,
	/** Thing. */
	item_name: string,
	/** Title. */
	title: string,
	/** Due. */
	due: string,
};

export type DoneItem = {
	/** Follow-up. */
	follow_up: number,
	/** Customer id. */
	customer: number,
	/** Name with honorific. */
	customer_name: string,
	/** Title. */
	title: string,
	/** ContactChannel. */
	channel: ContactChannel,
	/** Done, skipped. */
	state: FollowUpState,
	/** When, ms UTC. */
	at: number,
	/** To take it back; `None`: not any more. */
	undo: number | null,
};

export type Completion = {
	/** What came of it. `not_reached` and `left_message` keep the follow-up open for another day. */
	outcome: Outcome,
	/** The channel really used; `None`: the one shown. */
	channel: ContactChannel | null,
	/** A note. */
	note: string,
	/** Who did it. */
	staff: number | null,
	/** Follow-ups of the same household that were settled in the same contact. */
	also: number[],
};

export type FollowUpView = {
	/** Id. */
	follow_up: number,
	/** State. */
	state: FollowUpState,
	/** Reason of the state, if skipped. */
	why: SkipReason | null,
	/** Due day as it stands now. */
	due: string,
	/** Tries so far. */
	attempts: number,
	/** Token to take it back. */
	undo: number | null,
};

export type CatchUpOffer = {
	/** Follow-ups whose day passed. */
	overdue: number,
	/** The first of those days. */
	since: string,
	/** Households among them. */
	households: number,
	/** Their minutes. */
	minutes: number,
	/** Days needed when spread under the daily minutes. */
	spread_days: number,
	/** Of them safety: never skipped, whatever is chosen. */
	safety: number,
};

export type CatchUpReport = {
	/** Let go. */
	skipped: number,
	/** Merged into another. */
	merged: number,
	/** Moved to a later day. */
	moved: number,
	/** The last day that was used. */
	until: string | null,
	/** Token to take it back. */
	undo: number | null,
};

export type NewMemo = {
	/** Whom it is about. */
	customer: number,
	/** Words. */
	body: string,
	/** Promised for this day. */
	promise_on: string | null,
	/** Who wrote it. */
	staff: number | null,
};

export type ApiError = {
	/** Which. */
	code: ErrorCode,
	/** Values for the sentence, by name. */
	fields: Value[],
};

export type AppInfo = {
	/** Its name. */
	name: string,
	/** Its version, `major.minor.patch`. */
	version: string,
	/** The licence as an SPDX expression. */
	licence: string,
	/** The language of the system as a BCP 47 tag, such as `ja-JP`; `None` when the system says nothing. */
	system_language: string | null,
	/** The folder that holds the data. */
	data_folder: string,
};

export type FileChoice = {
	/** Title of the dialog in the reader's language. */
	title: string,
	/** What the offered files are, in the reader's language. */
	kind: string,
	/** Their endings without the dot; empty offers every file. */
	extensions: string[],
	/** The name that is proposed for a new file. */
	file_name: string | null,
};

export type SpanUnit = "days" | "months";

export type TimelineEvent = { code: "touch"; touch: number; channel: ContactChannel; outcome: Outcome; incoming: boolean; kind: ContentKind | null; title: string; note: string; staff: string } | { code: "purchase"; items: string[]; gross_minor: number } | { code: "delivery"; items: string[] } | { code: "refund"; amount_minor: number } | { code: "note"; note: number; body: string; staff: string } | { code: "case"; case: number; topic: string; closed: boolean } | { code: "consent"; channel: ContactChannel; purpose: Purpose; state: ConsentState };

export type ImportKind = "customers" | "purchases" | "products" | "deliveries" | "optouts";

export type RowOutcome = { code: "new_customer" } | { code: "known_customer"; name: string; by: string } | { code: "joins_household"; name: string } | { code: "part_of_purchase" } | { code: "updates" } | { code: "unchanged" } | { code: "cancels" } | { code: "nothing_to_cancel" } | { code: "rejected"; column: string; problem: string; value: string };

export type PlanChoice = { code: "from"; day: string } | { code: "recent_only"; day: string } | { code: "nothing" };

export type PeriodName = "month" | "quarter" | "half" | "year";

export type MeasureName = "by" | "in" | "since" | "revenue";

export type AnchorName = "delivery" | "order";

export type UnitName = "household" | "customer";

export type NamesQuery = { code: "cell"; query: CohortQuery; cohort: string; k: number | null } | { code: "repeat"; returned: boolean; years: number };

export type ReturnGroup = "family" | "channel" | "staff";

export type Lang = "ja" | "en";

export type Area = "shop" | "customers" | "follow_ups" | "care" | "insights" | "imports";

export type Reason = { code: "days_after_delivery"; days: number; delivered_on: string; plan: string; overdue_since: string | null } | { code: "months_after_delivery"; months: number; delivered_on: string; plan: string; overdue_since: string | null } | { code: "season"; month: number; delivered_on: string; plan: string; overdue_since: string | null } | { code: "promise"; promised_on: string; overdue_since: string | null };

export type CatchUpChoice = "skip" | "merge" | "spread";

export type ErrorCode = "no_shop" | "shop_exists" | "store_too_new" | "wrong_key" | "key_missing" | "store_damaged" | "store_busy" | "disk_full" | "not_writable" | "not_found" | "conflict" | "invalid" | "invalid_day" | "already_closed" | "gate_refused" | "cannot_undo" | "file_unreadable" | "file_empty" | "file_not_table" | "file_too_many_columns" | "file_unclosed_quote" | "file_no_header" | "file_encoding" | "file_changed" | "column_missing" | "kind_unknown" | "ticket_expired" | "cancelled" | "content_refused" | "system_unknown" | "file_exists" | "internal";

export type Family = "table" | "chair" | "sofa" | "sofa_bed" | "bed" | "mattress" | "bedding" | "storage" | "desk" | "desk_chair" | "rug" | "curtain" | "lighting" | "outdoor" | "kotatsu" | "mirror" | "tatami" | "kids" | "altar" | "accessory" | "other";

export type Material = "solid_wood" | "veneer" | "paulownia" | "leather" | "synthetic_leather" | "fabric" | "feather" | "wool" | "glass" | "marble" | "ceramic" | "steel" | "brass" | "rattan" | "paper_cord" | "melamine" | "teak" | "unknown";

export type Finish = "oil" | "soap" | "wax" | "urethane" | "lacquer" | "urushi" | "pigmented" | "aniline" | "unfinished" | "not_applicable" | "unknown";

export type Touch = "high" | "low" | "tech";

export type ContactChannel = "phone" | "letter" | "postcard" | "email" | "line" | "sms" | "visit" | "leaflet";

export type ContentKind = "safety" | "notice" | "care" | "offer" | "request";

export type Purpose = "care" | "offer" | "survey" | "event";

export type ConsentState = "unknown" | "granted" | "denied";

export type ConsentSource = "paper" | "oral" | "web" | "import" | "request";

export type ItemState = "awaiting" | "in_use" | "stored" | "given_away" | "disposed" | "returned" | "exchanged" | "cancelled";

export type CustomerState = "active" | "deceased" | "moved_away" | "erased";

export type FollowUpState = "planned" | "done" | "skipped" | "lapsed" | "cancelled";

export type SkipReason = "recently_in_touch" | "customer_declined" | "item_gone" | "not_suitable" | "no_capacity" | "unreachable" | "merged" | "catch_up" | "other";

export type Outcome = "reached" | "not_reached" | "left_message" | "sent" | "posted" | "handed_over" | "came_in";

export type SalesChannel = "store" | "online" | "mall" | "phone" | "other";

export type PurchaseState = "ok" | "cancelled" | "returned";

export type LineKind = "goods" | "service" | "repair" | "care_kit" | "fee" | "discount";

export type DeliveryCertainty = "confirmed" | "estimated" | "planned";

export type Role = "owner" | "staff" | "new_hire";

/* Tauri Specta runtime */
async function typedError<T, E>(result: Promise<T>): Promise<{ status: "ok"; data: T } | { status: "error"; error: E }> {
	try {
		return { status: "ok", data: await result };
	} catch (e) {
		if (e instanceof Error) throw e;
		return { status: "error", error: e as E };
	}
}

function makeEvent<T>(name: string) {
	return {
		listen: (cb: __TAURI_EVENT.EventCallback<T>) => __TAURI_EVENT.listen(name, cb),
	};
}
