//! What a column can mean.
//!
//! Not here: which header means what (`mapping::dictionary` and the system descriptors).

use crate::text_enum::text_enum;

text_enum! {
    /// The meaning of one column. One field may be given to several columns: the first filled cell
    /// wins, except where [`Field::joins`] says that they are joined, and except for line fields of a
    /// wide sheet (商品1, 商品2 …), which are paired by their order.
    Field {
        /// Number of the order or receipt.
        OrderId = "order_id",
        /// Number of the line within the order.
        LineId = "line_id",
        /// Day of the order.
        OrderedOn = "ordered_on",
        /// Day on which the thing arrived: the clock of all care.
        DeliveredOn = "delivered_on",
        /// Day on which it is to arrive.
        PlannedDeliveryOn = "planned_delivery_on",
        /// Day on which it left the shop.
        ShippedOn = "shipped_on",
        /// The customer's number in the system that the file comes from.
        CustomerExternalId = "customer_external_id",
        /// Whole name.
        FullName = "full_name",
        /// Family name.
        FamilyName = "family_name",
        /// Given name.
        GivenName = "given_name",
        /// Whole name in kana.
        FullKana = "full_kana",
        /// Family name in kana.
        FamilyKana = "family_kana",
        /// Given name in kana.
        GivenKana = "given_kana",
        /// Company, with department.
        Company = "company",
        /// Telephone.
        Phone = "phone",
        /// A second telephone.
        Phone2 = "phone2",
        /// Mobile telephone.
        Mobile = "mobile",
        /// First of three parts of a telephone number.
        PhonePart1 = "phone_part1",
        /// Second part.
        PhonePart2 = "phone_part2",
        /// Third part.
        PhonePart3 = "phone_part3",
        /// E-mail address.
        Email = "email",
        /// Postal code.
        PostalCode = "postal_code",
        /// First three digits of a postal code.
        PostalPart1 = "postal_part1",
        /// Last four digits of a postal code.
        PostalPart2 = "postal_part2",
        /// Prefecture, state.
        Prefecture = "prefecture",
        /// City, ward, town (市区町村).
        City = "city",
        /// Block and number; several columns are joined.
        Street = "street",
        /// Building and room.
        Building = "building",
        /// The whole address in one cell.
        FullAddress = "full_address",
        /// Birthday.
        Birthday = "birthday",
        /// Number of the product (商品コード, SKU).
        ProductCode = "product_code",
        /// Name of the product.
        ProductName = "product_name",
        /// Colour, size, option; several columns are joined.
        Variant = "variant",
        /// Pieces.
        Quantity = "quantity",
        /// Price of one piece.
        UnitPrice = "unit_price",
        /// Amount of the line.
        LineAmount = "line_amount",
        /// Amount of the whole order, before points are used.
        OrderTotal = "order_total",
        /// What was paid, after points were used.
        PaidTotal = "paid_total",
        /// Amount of the whole order in integer minor units; preferred over [`Field::OrderTotal`].
        AmountMinor = "amount_minor",
        /// Discount of the order.
        Discount = "discount",
        /// Points used, as an amount.
        Points = "points",
        /// Delivery fee of the order.
        ShippingFee = "shipping_fee",
        /// Amount that was paid back.
        Refunded = "refunded",
        /// Number of the order that came back, or is cancelled, by this one.
        ReturnedOrder = "returned_order",
        /// Status in words or numbers.
        Status = "status",
        /// Filled, or yes, when the order was cancelled.
        Cancelled = "cancelled",
        /// What kind of line it is (product, delivery, discount …).
        LineType = "line_type",
        /// Kind of furniture.
        Family = "family",
        /// Material.
        Material = "material",
        /// Finish.
        Finish = "finish",
        /// Room in which it stands.
        Room = "room",
        /// Who served the customer.
        Staff = "staff",
        /// Where the sale was made.
        SalesChannel = "sales_channel",
        /// Note; several columns are joined.
        Note = "note",
        /// Whether e-mail is welcome.
        ConsentEmail = "consent_email",
        /// Whether post is welcome.
        ConsentPost = "consent_post",
        /// Day on which the customer was registered.
        CustomerSince = "customer_since",
        /// How the customer came to the shop: sign, web, somebody told them.
        HeardFrom = "heard_from",
        /// Who told the customer about the shop.
        Referrer = "referrer",
        /// Whole name at the delivery address.
        ShipFullName = "ship_full_name",
        /// Family name at the delivery address.
        ShipFamilyName = "ship_family_name",
        /// Given name at the delivery address.
        ShipGivenName = "ship_given_name",
        /// Telephone at the delivery address.
        ShipPhone = "ship_phone",
        /// Postal code of the delivery address.
        ShipPostalCode = "ship_postal_code",
        /// First three digits of it.
        ShipPostalPart1 = "ship_postal_part1",
        /// Last four digits of it.
        ShipPostalPart2 = "ship_postal_part2",
        /// Prefecture of the delivery address.
        ShipPrefecture = "ship_prefecture",
        /// City of the delivery address.
        ShipCity = "ship_city",
        /// Block and number of the delivery address; several columns are joined.
        ShipStreet = "ship_street",
        /// Building of the delivery address.
        ShipBuilding = "ship_building",
        /// The whole delivery address in one cell.
        ShipFullAddress = "ship_full_address",
        /// What is refused (e-mail, post, telephone) in an opt-out list.
        OptOutChannel = "opt_out_channel",
        /// Day of the refusal.
        OptOutOn = "opt_out_on",
        /// Reason given for the refusal.
        OptOutReason = "opt_out_reason",
        /// Day on which somebody answered.
        AnsweredOn = "answered_on",
        /// "Would you recommend us?", 0 to 10.
        Recommend = "recommend",
        /// "Are you content?", 1 to 5.
        Satisfaction = "satisfaction",
        /// "Was it easy?" (らくらく度), 1 to 5.
        Ease = "ease",
        /// The thing itself, 1 to 5.
        AboutQuality = "about_quality",
        /// What there is to choose from, 1 to 5.
        AboutChoice = "about_choice",
        /// Advice before the purchase, 1 to 5.
        AboutAdvice = "about_advice",
        /// What it costs for what it is, 1 to 5.
        AboutPrice = "about_price",
        /// How long it took, 1 to 5.
        AboutLeadTime = "about_lead_time",
        /// Delivery and assembly, 1 to 5.
        AboutDelivery = "about_delivery",
        /// Care after the purchase, 1 to 5.
        AboutAftercare = "about_aftercare",
        /// The shop as a place, 1 to 5.
        AboutPlace = "about_place",
        /// Their own words; several columns are joined.
        AnswerWords = "answer_words",
        /// What they want to reach with what they bought.
        CustomerGoal = "customer_goal",
        /// Whether it came true.
        GoalMet = "goal_met",
        /// What they were asked about: the delivery, care, a case, the shop as a whole.
        AnswerOccasion = "answer_occasion",
        /// How the answer came: a card, the telephone, in the shop, on the web.
        AnswerWay = "answer_way",
    }
}

impl Field {
    /// How many fields there are.
    pub const COUNT: usize = Self::ALL.len();

    /// Position in [`Field::ALL`], `0..COUNT`.
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }

    /// Whether several columns of this field are joined with a space instead of taking the first.
    #[must_use]
    pub fn joins(self) -> bool {
        matches!(
            self,
            Self::Street | Self::ShipStreet | Self::Variant | Self::Note | Self::Company | Self::AnswerWords
        )
    }

    /// Whether the field says what somebody answered.
    #[must_use]
    pub fn is_of_survey(self) -> bool {
        self.index() >= Self::AnsweredOn.index()
    }

    /// Whether the field alone makes a row of answers worth reading.
    #[must_use]
    pub fn is_an_answer(self) -> bool {
        self.is_of_survey() && !matches!(self, Self::AnsweredOn | Self::AnswerOccasion | Self::AnswerWay)
    }

    /// Whether the field belongs to a line of an order and not to the order as a whole.
    #[must_use]
    pub fn is_of_line(self) -> bool {
        matches!(
            self,
            Self::LineId
                | Self::ProductCode
                | Self::ProductName
                | Self::Variant
                | Self::Quantity
                | Self::UnitPrice
                | Self::LineAmount
                | Self::LineType
                | Self::Family
                | Self::Material
                | Self::Finish
                | Self::Room
        )
    }
}
