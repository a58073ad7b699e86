// The closed lists of the shop in the reader's words. Each table is total: a new value in the backend does
// not compile here until it has a name.
import type {
  Channel,
  ConsentSource,
  ConsentState,
  ContentKind,
  CustomerState,
  DeliveryCertainty,
  Family,
  Finish,
  FollowUpState,
  GoalMet,
  HeardBy,
  HeardOf,
  ItemState,
  LineKind,
  Material,
  MeasureKind,
  Outcome,
  PurchaseState,
  Purpose,
  Role,
  SalesChannel,
  SkipReason,
  Standing,
  Touch,
  VoiceOccasion,
  VoiceTopic,
  VoiceWay,
} from "$lib/backend";
import { m } from "$lib/words";

type Names<T extends string> = Record<T, () => string>;

// What an older window does not know yet is shown as it stands rather than not at all.
function named<T extends string>(names: Names<T>, value: T): string {
  return Object.hasOwn(names, value) ? names[value]() : value;
}

const familyNames: Names<Family> = {
  table: m.family_table,
  chair: m.family_chair,
  sofa: m.family_sofa,
  sofa_bed: m.family_sofa_bed,
  bed: m.family_bed,
  mattress: m.family_mattress,
  bedding: m.family_bedding,
  storage: m.family_storage,
  desk: m.family_desk,
  desk_chair: m.family_desk_chair,
  rug: m.family_rug,
  curtain: m.family_curtain,
  lighting: m.family_lighting,
  outdoor: m.family_outdoor,
  kotatsu: m.family_kotatsu,
  mirror: m.family_mirror,
  tatami: m.family_tatami,
  kids: m.family_kids,
  altar: m.family_altar,
  accessory: m.family_accessory,
  other: m.family_other,
};
export const familyValues = Object.keys(familyNames) as Family[];
export const familyName = (value: Family): string => named(familyNames, value);

const materialNames: Names<Material> = {
  solid_wood: m.material_solid_wood,
  veneer: m.material_veneer,
  paulownia: m.material_paulownia,
  leather: m.material_leather,
  synthetic_leather: m.material_synthetic_leather,
  fabric: m.material_fabric,
  feather: m.material_feather,
  wool: m.material_wool,
  glass: m.material_glass,
  marble: m.material_marble,
  ceramic: m.material_ceramic,
  steel: m.material_steel,
  brass: m.material_brass,
  rattan: m.material_rattan,
  paper_cord: m.material_paper_cord,
  melamine: m.material_melamine,
  teak: m.material_teak,
  unknown: m.material_unknown,
};
export const materialValues = Object.keys(materialNames) as Material[];
export const materialName = (value: Material): string => named(materialNames, value);

const finishNames: Names<Finish> = {
  oil: m.finish_oil,
  soap: m.finish_soap,
  wax: m.finish_wax,
  urethane: m.finish_urethane,
  lacquer: m.finish_lacquer,
  urushi: m.finish_urushi,
  pigmented: m.finish_pigmented,
  aniline: m.finish_aniline,
  unfinished: m.finish_unfinished,
  not_applicable: m.finish_not_applicable,
  unknown: m.finish_unknown,
};
export const finishValues = Object.keys(finishNames) as Finish[];
export const finishName = (value: Finish): string => named(finishNames, value);

const touchNames: Names<Touch> = {
  high: m.touch_high,
  low: m.touch_low,
  tech: m.touch_tech,
};
export const touchValues = Object.keys(touchNames) as Touch[];
export const touchName = (value: Touch): string => named(touchNames, value);

const channelNames: Names<Channel> = {
  phone: m.channel_phone,
  letter: m.channel_letter,
  postcard: m.channel_postcard,
  email: m.channel_email,
  line: m.channel_line,
  sms: m.channel_sms,
  visit: m.channel_visit,
  leaflet: m.channel_leaflet,
};
export const channelValues = Object.keys(channelNames) as Channel[];
export const channelName = (value: Channel): string => named(channelNames, value);

const contentKindNames: Names<ContentKind> = {
  safety: m.content_kind_safety,
  notice: m.content_kind_notice,
  care: m.content_kind_care,
  offer: m.content_kind_offer,
  request: m.content_kind_request,
};
export const contentKindValues = Object.keys(contentKindNames) as ContentKind[];
export const contentKindName = (value: ContentKind): string => named(contentKindNames, value);

const purposeNames: Names<Purpose> = {
  care: m.purpose_care,
  offer: m.purpose_offer,
  survey: m.purpose_survey,
  event: m.purpose_event,
};
export const purposeValues = Object.keys(purposeNames) as Purpose[];
export const purposeName = (value: Purpose): string => named(purposeNames, value);

const consentStateNames: Names<ConsentState> = {
  unknown: m.consent_state_unknown,
  granted: m.consent_state_granted,
  denied: m.consent_state_denied,
};
export const consentStateValues = Object.keys(consentStateNames) as ConsentState[];
export const consentStateName = (value: ConsentState): string => named(consentStateNames, value);

const consentSourceNames: Names<ConsentSource> = {
  paper: m.consent_source_paper,
  oral: m.consent_source_oral,
  web: m.consent_source_web,
  import: m.consent_source_import,
  request: m.consent_source_request,
};
export const consentSourceValues = Object.keys(consentSourceNames) as ConsentSource[];
export const consentSourceName = (value: ConsentSource): string => named(consentSourceNames, value);

const itemStateNames: Names<ItemState> = {
  awaiting: m.item_state_awaiting,
  in_use: m.item_state_in_use,
  stored: m.item_state_stored,
  given_away: m.item_state_given_away,
  disposed: m.item_state_disposed,
  returned: m.item_state_returned,
  exchanged: m.item_state_exchanged,
  cancelled: m.item_state_cancelled,
};
export const itemStateValues = Object.keys(itemStateNames) as ItemState[];
export const itemStateName = (value: ItemState): string => named(itemStateNames, value);

const customerStateNames: Names<CustomerState> = {
  active: m.customer_state_active,
  deceased: m.customer_state_deceased,
  moved_away: m.customer_state_moved_away,
  erased: m.customer_state_erased,
};
export const customerStateValues = Object.keys(customerStateNames) as CustomerState[];
export const customerStateName = (value: CustomerState): string => named(customerStateNames, value);

const followUpStateNames: Names<FollowUpState> = {
  planned: m.follow_up_state_planned,
  done: m.follow_up_state_done,
  skipped: m.follow_up_state_skipped,
  lapsed: m.follow_up_state_lapsed,
  cancelled: m.follow_up_state_cancelled,
};
export const followUpStateValues = Object.keys(followUpStateNames) as FollowUpState[];
export const followUpStateName = (value: FollowUpState): string => named(followUpStateNames, value);

const skipReasonNames: Names<SkipReason> = {
  recently_in_touch: m.skip_reason_recently_in_touch,
  customer_declined: m.skip_reason_customer_declined,
  item_gone: m.skip_reason_item_gone,
  not_suitable: m.skip_reason_not_suitable,
  no_capacity: m.skip_reason_no_capacity,
  unreachable: m.skip_reason_unreachable,
  merged: m.skip_reason_merged,
  catch_up: m.skip_reason_catch_up,
  other: m.skip_reason_other,
};
export const skipReasonValues = Object.keys(skipReasonNames) as SkipReason[];
export const skipReasonName = (value: SkipReason): string => named(skipReasonNames, value);

const outcomeNames: Names<Outcome> = {
  reached: m.outcome_reached,
  not_reached: m.outcome_not_reached,
  left_message: m.outcome_left_message,
  sent: m.outcome_sent,
  posted: m.outcome_posted,
  handed_over: m.outcome_handed_over,
  came_in: m.outcome_came_in,
};
export const outcomeValues = Object.keys(outcomeNames) as Outcome[];
export const outcomeName = (value: Outcome): string => named(outcomeNames, value);

const salesChannelNames: Names<SalesChannel> = {
  store: m.sales_channel_store,
  online: m.sales_channel_online,
  mall: m.sales_channel_mall,
  phone: m.sales_channel_phone,
  other: m.sales_channel_other,
};
export const salesChannelValues = Object.keys(salesChannelNames) as SalesChannel[];
export const salesChannelName = (value: SalesChannel): string => named(salesChannelNames, value);

const purchaseStateNames: Names<PurchaseState> = {
  ok: m.purchase_state_ok,
  cancelled: m.purchase_state_cancelled,
  returned: m.purchase_state_returned,
};
export const purchaseStateValues = Object.keys(purchaseStateNames) as PurchaseState[];
export const purchaseStateName = (value: PurchaseState): string => named(purchaseStateNames, value);

const lineKindNames: Names<LineKind> = {
  goods: m.line_kind_goods,
  service: m.line_kind_service,
  repair: m.line_kind_repair,
  care_kit: m.line_kind_care_kit,
  fee: m.line_kind_fee,
  discount: m.line_kind_discount,
};
export const lineKindValues = Object.keys(lineKindNames) as LineKind[];
export const lineKindName = (value: LineKind): string => named(lineKindNames, value);

const deliveryCertaintyNames: Names<DeliveryCertainty> = {
  confirmed: m.certainty_confirmed,
  estimated: m.certainty_estimated,
  planned: m.certainty_planned,
};
export const deliveryCertaintyValues = Object.keys(deliveryCertaintyNames) as DeliveryCertainty[];
export const certaintyName = (value: DeliveryCertainty): string => named(deliveryCertaintyNames, value);

const roleNames: Names<Role> = {
  owner: m.role_owner,
  staff: m.role_staff,
  new_hire: m.role_new_hire,
};
export const roleValues = Object.keys(roleNames) as Role[];
export const roleName = (value: Role): string => named(roleNames, value);

const phaseNames: Names<"onboarding" | "settled" | "mature"> = {
  onboarding: m.phase_onboarding,
  settled: m.phase_settled,
  mature: m.phase_mature,
};
export const phaseName = (phase: string): string => named(phaseNames as Names<string>, phase);

const contactKindNames: Names<"phone" | "mobile" | "email" | "line" | "fax" | "address"> = {
  phone: m.contact_kind_phone,
  mobile: m.contact_kind_mobile,
  email: m.contact_kind_email,
  line: m.contact_kind_line,
  fax: m.contact_kind_fax,
  address: m.contact_kind_address,
};
export const contactKindValues = Object.keys(contactKindNames);
export const contactKindName = (kind: string): string => named(contactKindNames as Names<string>, kind);

const occasionNames: Names<VoiceOccasion> = {
  relation: m.voices_occasion_relation,
  delivery: m.voices_occasion_delivery,
  care: m.voices_occasion_care,
  case: m.voices_occasion_case,
};
export const occasionValues = Object.keys(occasionNames) as VoiceOccasion[];
export const occasionName = (value: VoiceOccasion): string => named(occasionNames, value);

const wayNames: Names<VoiceWay> = {
  card: m.voices_way_card,
  phone: m.voices_way_phone,
  shop: m.voices_way_shop,
  web: m.voices_way_web,
};
export const wayValues = Object.keys(wayNames) as VoiceWay[];
export const wayName = (value: VoiceWay): string => named(wayNames, value);

const goalMetNames: Names<GoalMet> = {
  yes: m.voices_goal_yes,
  partly: m.voices_goal_partly,
  no: m.voices_goal_no,
};
export const goalMetValues = Object.keys(goalMetNames) as GoalMet[];
export const goalMetName = (value: GoalMet): string => named(goalMetNames, value);

const topicNames: Names<VoiceTopic> = {
  quality: m.voices_topic_quality,
  choice: m.voices_topic_choice,
  advice: m.voices_topic_advice,
  price: m.voices_topic_price,
  lead_time: m.voices_topic_lead_time,
  delivery: m.voices_topic_delivery,
  aftercare: m.voices_topic_aftercare,
  place: m.voices_topic_place,
};
export const topicValues = Object.keys(topicNames) as VoiceTopic[];
export const topicName = (value: VoiceTopic): string => named(topicNames, value);
const heardNames: Names<HeardOf> = {
  person: m.heard_of_person,
  sign: m.heard_of_sign,
  web: m.heard_of_web,
  social: m.heard_of_social,
  passing: m.heard_of_passing,
  paper: m.heard_of_paper,
  event: m.heard_of_event,
  other: m.heard_of_other,
  unknown: m.heard_of_unknown,
};
export const heardValues = Object.keys(heardNames) as HeardOf[];
export const heardName = (value: HeardOf): string => named(heardNames, value);

const heardByNames: Names<HeardBy> = {
  said: m.heard_by_said,
  assumed: m.heard_by_assumed,
  code: m.heard_by_code,
};
export const heardByValues = Object.keys(heardByNames) as HeardBy[];
export const heardByName = (value: HeardBy): string => named(heardByNames, value);

const standingNames: Names<Standing> = {
  in_touch: m.standing_in_touch,
  content: m.standing_content,
  drifting: m.standing_drifting,
  unreachable: m.standing_unreachable,
  graduated: m.standing_graduated,
  left_alone: m.standing_left_alone,
  gone: m.standing_gone,
};
export const standingName = (value: Standing): string => named(standingNames, value);

const measureNames: Names<MeasureKind> = {
  contact: m.standing_measure_contact,
  voice: m.standing_measure_voice,
  cases: m.standing_measure_cases,
  ways: m.standing_measure_ways,
  answers: m.standing_measure_answers,
  return: m.standing_measure_return,
  things: m.standing_measure_things,
};
export const measureName = (value: MeasureKind): string => named(measureNames, value);
