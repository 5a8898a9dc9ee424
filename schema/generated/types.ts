export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An ISO 3166-1 alpha-2 country code, as in DE. */
  CountryCode: { input: string; output: string; }
  /** An ISO 4217 currency code, as in EUR. Local codes of a source are translated; one that cannot be is null, with the reason UNMAPPED_VALUE. */
  CurrencyCode: { input: string; output: string; }
  /** A calendar date, as in 2026-03-31, in the time zone of the legal entity that owns the record. Never shifted to UTC. */
  Date: { input: string; output: string; }
  /** An instant in UTC, as in 2026-03-31T08:15:00Z. */
  DateTime: { input: string; output: string; }
  /** An exact decimal number, written as a string of digits with an optional sign and fraction and no exponent, as in "-1250.00". Never rounded: the scale is the one the source sent. */
  Decimal: { input: string; output: string; }
  /** A length of time: a whole number and its unit, one of ms, s, m, h, d, as in "30s". */
  Duration: { input: string; output: string; }
  /** A share of one hundred, as an exact decimal: "19.0" means 19 %. */
  Percent: { input: string; output: string; }
  /** A unit of measure from UN/ECE Recommendation 20, as in C62 (piece) or KGM (kilogram). */
  UomCode: { input: string; output: string; }
};

/** Which part of the balance sheet or the income statement an account belongs to. */
export type AccountClassification =
  /** What the company owns. */
  | 'ASSET'
  /** What belongs to the owners. */
  | 'EQUITY'
  /** What the company spends. */
  | 'EXPENSE'
  /** What the company owes. */
  | 'LIABILITY'
  /** Another part, known to the source. */
  | 'OTHER'
  /** What the company earns. */
  | 'REVENUE'
  /** The source does not say, or says something that is not known here. */
  | 'UNKNOWN';

/** A condition on `AccountClassification`. All parts that are given must hold. */
export type AccountClassificationFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<AccountClassification>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<AccountClassification>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<AccountClassification>;
};

/** Whether an account is in use. */
export type AccountStatus =
  /** In use. */
  | 'ACTIVE'
  /** Closed for posting. */
  | 'BLOCKED'
  /** No longer in use. */
  | 'INACTIVE'
  /** Another status, known to the source; see `sourceStatus`. */
  | 'OTHER'
  /** The source does not say, or says something that is not known here; see `sourceStatus`. */
  | 'UNKNOWN';

/** A condition on `AccountStatus`. All parts that are given must hold. */
export type AccountStatusFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<AccountStatus>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<AccountStatus>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<AccountStatus>;
};

/** What an account is used for. */
export type AccountType =
  /** What is owed to suppliers. */
  | 'ACCOUNTS_PAYABLE'
  /** What customers owe. */
  | 'ACCOUNTS_RECEIVABLE'
  /** Money at a bank. */
  | 'BANK'
  /** Cash at hand. */
  | 'CASH'
  /** What the goods sold have cost. */
  | 'COST_OF_SALES'
  /** Debts on credit cards. */
  | 'CREDIT_CARD'
  /** What belongs to the owners. */
  | 'EQUITY'
  /** Costs of the ordinary business. */
  | 'EXPENSE'
  /** Land, buildings, machines and the like. */
  | 'FIXED_ASSET'
  /** Goods in stock. */
  | 'INVENTORY'
  /** Debts due later than in a year. */
  | 'LONG_TERM_LIABILITY'
  /** Kept beside the books, such as statistical accounts and orders. */
  | 'NON_POSTING'
  /** Another use, known to the source. */
  | 'OTHER'
  /** Other assets that turn to money within a year. */
  | 'OTHER_CURRENT_ASSET'
  /** Other debts due within a year. */
  | 'OTHER_CURRENT_LIABILITY'
  /** Costs outside the ordinary business. */
  | 'OTHER_EXPENSE'
  /** Earnings outside the ordinary business. */
  | 'OTHER_INCOME'
  /** Earnings from the ordinary business. */
  | 'REVENUE'
  /** The source does not say, or says something that is not known here. */
  | 'UNKNOWN';

/** A condition on `AccountType`. All parts that are given must hold. */
export type AccountTypeFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<AccountType>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<AccountType>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<AccountType>;
};

/** A postal address. */
export type Address = {
  /** City or town. */
  readonly city: Maybe<Scalars['String']['output']>;
  /** Country. */
  readonly country: Maybe<Scalars['CountryCode']['output']>;
  /** The lines above the city: street, house number, building. */
  readonly lines: ReadonlyArray<Scalars['String']['output']>;
  /** Postal code. */
  readonly postalCode: Maybe<Scalars['String']['output']>;
  /** State, province or county. */
  readonly region: Maybe<Scalars['String']['output']>;
  /** What the address is for. */
  readonly type: AddressType;
};

/** What an address is for. */
export type AddressType =
  /** Invoices go here. */
  | 'BILLING'
  /** Another purpose, known to the source. */
  | 'OTHER'
  /** The registered seat. */
  | 'REGISTERED'
  /** Payments go here. */
  | 'REMIT_TO'
  /** Goods go here. */
  | 'SHIPPING'
  /** The source does not say. */
  | 'UNKNOWN';

/** What was settled between a payment and a document. */
export type Allocation = {
  /** The amount settled. */
  readonly amount: Money;
  /** When it was settled. */
  readonly date: Maybe<Scalars['Date']['output']>;
  /** The early-payment discount that was granted with it. */
  readonly discountTaken: Maybe<Money>;
  /** The other side: on a payment the settled document, on an invoice the payment or credit note. */
  readonly document: DocumentRef;
};

/** A bank account, masked: enough to recognise it, not enough to use it. */
export type BankAccount = {
  /** The country of the bank. */
  readonly country: Maybe<Scalars['CountryCode']['output']>;
  /** The last four characters of the account number. */
  readonly lastFour: Maybe<Scalars['String']['output']>;
  /** What kind of number it is, as in IBAN. */
  readonly scheme: Maybe<Scalars['String']['output']>;
};

/** Something that may not be done with a party. */
export type Block = {
  /** What is blocked. */
  readonly area: BlockArea;
  /** The code of the company that blocks; null if all do. */
  readonly legalEntityCode: Maybe<Scalars['String']['output']>;
  /** The sales area that blocks, as the source writes it; null if all do. */
  readonly salesArea: Maybe<Scalars['String']['output']>;
};

/** What is blocked for a party. */
export type BlockArea =
  /** Everything. */
  | 'ALL'
  /** Deliveries. */
  | 'DELIVERY'
  /** Invoices. */
  | 'INVOICING'
  /** New orders. */
  | 'ORDERS'
  /** Something else, known to the source. */
  | 'OTHER'
  /** Entries in the books. */
  | 'POSTING'
  /** The source does not say. */
  | 'UNKNOWN';

/** A condition on a yes or no. All parts that are given must hold. */
export type BooleanFilter = {
  /** Is this. */
  readonly eq?: InputMaybe<Scalars['Boolean']['input']>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this. Records without a value are included. */
  readonly ne?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Who did a sum. */
export type ComputedBy =
  /** The gateway, from values of the source. */
  | 'GATEWAY'
  /** Both had a part in it. */
  | 'MIXED'
  /** The source. */
  | 'SOURCE';

/** A person at a customer or supplier. */
export type Contact = Node & Record & {
  /** The customer the person belongs to. */
  readonly customer: Maybe<Customer>;
  /** Department. */
  readonly department: Maybe<Scalars['String']['output']>;
  /** E-mail addresses. */
  readonly emails: ReadonlyArray<Scalars['String']['output']>;
  /** First name. */
  readonly firstName: Maybe<Scalars['String']['output']>;
  /** The whole name. */
  readonly fullName: Scalars['String']['output'];
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** Whether it is the main contact. */
  readonly isPrimary: Maybe<Scalars['Boolean']['output']>;
  /** When something was last done with the person. */
  readonly lastActivityAt: Maybe<Scalars['DateTime']['output']>;
  /** Last name. */
  readonly lastName: Maybe<Scalars['String']['output']>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
  /** Whether the person does not want to be written to. */
  readonly optOut: Maybe<Scalars['Boolean']['output']>;
  /** Telephone numbers, as in +4930123456 where the source's text allows. */
  readonly phones: ReadonlyArray<Scalars['String']['output']>;
  /** What the person is there for. */
  readonly roles: ReadonlyArray<ContactRole>;
  /** The supplier the person belongs to. */
  readonly supplier: Maybe<Supplier>;
  /** Job title. */
  readonly title: Maybe<Scalars['String']['output']>;
};

/** A page of `Contact` records, and what became of each source that was asked for them. */
export type ContactConnection = {
  /** Whether every source gave all it had to give for this page. If not, totals made from it are partial. */
  readonly complete: Scalars['Boolean']['output'];
  /** The records of this page, each with its position in the list. */
  readonly edges: ReadonlyArray<ContactEdge>;
  /** The records of this page. */
  readonly nodes: ReadonlyArray<Contact>;
  /** Where this page begins and ends. */
  readonly pageInfo: PageInfo;
  /** What became of each source that was asked. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** How many records match over all pages; null if a source cannot count them cheaply. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A `Contact` record and its position in the list. */
export type ContactEdge = {
  /** The position of the record. Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: Contact;
};

/** A condition on `Contact`. All parts that are given must hold. */
export type ContactFilter = {
  /** All of these must hold. An empty list holds always. */
  readonly and?: InputMaybe<ReadonlyArray<ContactFilter>>;
  /** The customer the person belongs to. */
  readonly customer?: InputMaybe<IdFilter>;
  /** Department. */
  readonly department?: InputMaybe<TextFilter>;
  /** First name. */
  readonly firstName?: InputMaybe<TextFilter>;
  /** The whole name. */
  readonly fullName?: InputMaybe<TextFilter>;
  /** The global id. */
  readonly id?: InputMaybe<IdFilter>;
  /** Whether it is the main contact. */
  readonly isPrimary?: InputMaybe<BooleanFilter>;
  /** When something was last done with the person. */
  readonly lastActivityAt?: InputMaybe<DateTimeFilter>;
  /** Last name. */
  readonly lastName?: InputMaybe<TextFilter>;
  /** Where the record came from, and how fresh it is. */
  readonly meta?: InputMaybe<RecordMetaFilter>;
  /** This must not hold. */
  readonly not?: InputMaybe<ContactFilter>;
  /** Whether the person does not want to be written to. */
  readonly optOut?: InputMaybe<BooleanFilter>;
  /** One of these must hold. An empty list holds never. */
  readonly or?: InputMaybe<ReadonlyArray<ContactFilter>>;
  /** The supplier the person belongs to. */
  readonly supplier?: InputMaybe<IdFilter>;
  /** Job title. */
  readonly title?: InputMaybe<TextFilter>;
};

/** One term of an order of `Contact`: give exactly one field. Nulls come last in both directions. */
export type ContactOrder =
  /** First name. */
  { readonly firstName: OrderDirection; readonly fullName?: never; readonly lastActivityAt?: never; readonly lastName?: never; readonly meta?: never; }
  |  /** The whole name. */
  { readonly firstName?: never; readonly fullName: OrderDirection; readonly lastActivityAt?: never; readonly lastName?: never; readonly meta?: never; }
  |  /** When something was last done with the person. */
  { readonly firstName?: never; readonly fullName?: never; readonly lastActivityAt: OrderDirection; readonly lastName?: never; readonly meta?: never; }
  |  /** Last name. */
  { readonly firstName?: never; readonly fullName?: never; readonly lastActivityAt?: never; readonly lastName: OrderDirection; readonly meta?: never; }
  |  /** Where the record came from, and how fresh it is. */
  { readonly firstName?: never; readonly fullName?: never; readonly lastActivityAt?: never; readonly lastName?: never; readonly meta: RecordMetaOrder; };

/** What a contact is there for. */
export type ContactRole =
  /** Takes care of invoices. */
  | 'BILLING'
  /** Decides. */
  | 'DECISION_MAKER'
  /** Something else, known to the source. */
  | 'OTHER'
  /** Buys. */
  | 'PURCHASING'
  /** Takes care of deliveries. */
  | 'SHIPPING'
  /** Answers technical questions. */
  | 'TECHNICAL'
  /** The source does not say, or says something that is not known here. */
  | 'UNKNOWN';

/** What counts against a credit limit. */
export type CreditExposure = {
  /** Deliveries that are not billed. */
  readonly deliveredNotInvoiced: Maybe<Money>;
  /** Orders that are not delivered. */
  readonly openOrders: Maybe<Money>;
  /** Invoices that are not settled. */
  readonly openReceivables: Maybe<Money>;
  /** Anything else. */
  readonly other: Maybe<Money>;
  /** The sum, as the source or the gateway makes it. */
  readonly total: Maybe<Money>;
  /** Payments that are not yet matched with invoices; they lower the exposure. */
  readonly unappliedPayments: Maybe<Money>;
};

/** A condition on `CreditExposure`. All parts that are given must hold. */
export type CreditExposureFilter = {
  /** The sum, as the source or the gateway makes it. */
  readonly total?: InputMaybe<MoneyFilter>;
};

/** One term of an order of `CreditExposure`: give exactly one field. Nulls come last in both directions. */
export type CreditExposureOrder =
  /** The sum, as the source or the gateway makes it. */
  { readonly total: MoneyOrder; };

/** Whether a customer is held for credit. */
export type CreditHold =
  /** Held by a rule of the source, such as an exceeded limit. */
  | 'AUTO'
  /** Held by a person. */
  | 'HELD'
  /** Not held. */
  | 'NONE'
  /** Another state, known to the source. */
  | 'OTHER'
  /** A rule would hold, but a person allowed it. */
  | 'OVERRIDDEN'
  /** The source does not say. This is not a no. */
  | 'UNKNOWN';

/** A condition on `CreditHold`. All parts that are given must hold. */
export type CreditHoldFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<CreditHold>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<CreditHold>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<CreditHold>;
};

/** What a credit hold stops. */
export type CreditHoldScope =
  /** Everything. */
  | 'ALL'
  /** Deliveries. */
  | 'DELIVERY'
  /** New orders. */
  | 'ORDERS'
  /** Something else, known to the source. */
  | 'OTHER'
  /** The source does not say. */
  | 'UNKNOWN';

/** What a credit limit covers. */
export type CreditScope = {
  /** The code of the part, such as the credit segment. */
  readonly code: Maybe<Scalars['String']['output']>;
  /** How the source divides credit. */
  readonly kind: CreditScopeKind;
  /** The company that grants the credit, if it is only one. */
  readonly legalEntity: Maybe<LegalEntity>;
  /** The name of the part. */
  readonly name: Maybe<Scalars['String']['output']>;
};

/** How a source divides credit. */
export type CreditScopeKind =
  /** One limit for each account and currency. */
  | 'ACCOUNT'
  /** One limit for each credit segment. */
  | 'CREDIT_SEGMENT'
  /** One limit for everything in the source. */
  | 'GLOBAL'
  /** One limit for each legal entity. */
  | 'LEGAL_ENTITY'
  /** Another division, known to the source. */
  | 'OTHER'
  /** One limit for each bill-to site and currency. */
  | 'SITE'
  /** The source does not say. */
  | 'UNKNOWN';

/** What a customer may still buy on credit, in one scope. A customer may have several; they must not be added up. */
export type CreditStatus = Node & Record & {
  /** What is left of the limit. */
  readonly available: Maybe<Money>;
  /** Who did the sums; null if it is not known. */
  readonly computedBy: Maybe<ComputedBy>;
  /** The customer. */
  readonly customer: Maybe<Customer>;
  /** What counts against the limit. */
  readonly exposure: CreditExposure;
  /** Whether the customer is held. */
  readonly hold: CreditHold;
  /** Why the customer is held. */
  readonly holdReason: Maybe<Scalars['String']['output']>;
  /** What is held; null if nothing is. */
  readonly holdScope: Maybe<CreditHoldScope>;
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** The day on which the limit was last reviewed. */
  readonly lastReviewed: Maybe<Scalars['Date']['output']>;
  /** How much may be owed at most. Null does not mean unlimited: see `unlimited`. */
  readonly limit: Maybe<Money>;
  /** The last day on which the limit is valid. */
  readonly limitValidUntil: Maybe<Scalars['Date']['output']>;
  /** The days by which the oldest open document is past due. */
  readonly maxDaysPastDue: Maybe<Scalars['Int']['output']>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
  /** What is past its due date. */
  readonly overdue: Maybe<Money>;
  /** The risk class, as translated by the operator's settings. */
  readonly riskBand: RiskBand;
  /** The risk class, as the source writes it. */
  readonly riskClass: Maybe<Scalars['String']['output']>;
  /** What the limit covers. */
  readonly scope: CreditScope;
  /** Whether the source says that there is no limit; null if it does not say. */
  readonly unlimited: Maybe<Scalars['Boolean']['output']>;
  /** How much of the limit is used. */
  readonly utilization: Maybe<Scalars['Percent']['output']>;
};

/** A page of `CreditStatus` records, and what became of each source that was asked for them. */
export type CreditStatusConnection = {
  /** Whether every source gave all it had to give for this page. If not, totals made from it are partial. */
  readonly complete: Scalars['Boolean']['output'];
  /** The records of this page, each with its position in the list. */
  readonly edges: ReadonlyArray<CreditStatusEdge>;
  /** The records of this page. */
  readonly nodes: ReadonlyArray<CreditStatus>;
  /** Where this page begins and ends. */
  readonly pageInfo: PageInfo;
  /** What became of each source that was asked. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** How many records match over all pages; null if a source cannot count them cheaply. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A `CreditStatus` record and its position in the list. */
export type CreditStatusEdge = {
  /** The position of the record. Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: CreditStatus;
};

/** A condition on `CreditStatus`. All parts that are given must hold. */
export type CreditStatusFilter = {
  /** All of these must hold. An empty list holds always. */
  readonly and?: InputMaybe<ReadonlyArray<CreditStatusFilter>>;
  /** What is left of the limit. */
  readonly available?: InputMaybe<MoneyFilter>;
  /** The customer. */
  readonly customer?: InputMaybe<IdFilter>;
  /** What counts against the limit. */
  readonly exposure?: InputMaybe<CreditExposureFilter>;
  /** Whether the customer is held. */
  readonly hold?: InputMaybe<CreditHoldFilter>;
  /** The global id. */
  readonly id?: InputMaybe<IdFilter>;
  /** The day on which the limit was last reviewed. */
  readonly lastReviewed?: InputMaybe<DateFilter>;
  /** How much may be owed at most. Null does not mean unlimited: see `unlimited`. */
  readonly limit?: InputMaybe<MoneyFilter>;
  /** The last day on which the limit is valid. */
  readonly limitValidUntil?: InputMaybe<DateFilter>;
  /** The days by which the oldest open document is past due. */
  readonly maxDaysPastDue?: InputMaybe<IntFilter>;
  /** Where the record came from, and how fresh it is. */
  readonly meta?: InputMaybe<RecordMetaFilter>;
  /** This must not hold. */
  readonly not?: InputMaybe<CreditStatusFilter>;
  /** One of these must hold. An empty list holds never. */
  readonly or?: InputMaybe<ReadonlyArray<CreditStatusFilter>>;
  /** What is past its due date. */
  readonly overdue?: InputMaybe<MoneyFilter>;
  /** The risk class, as translated by the operator's settings. */
  readonly riskBand?: InputMaybe<RiskBandFilter>;
  /** The risk class, as the source writes it. */
  readonly riskClass?: InputMaybe<TextFilter>;
  /** Whether the source says that there is no limit; null if it does not say. */
  readonly unlimited?: InputMaybe<BooleanFilter>;
  /** How much of the limit is used. */
  readonly utilization?: InputMaybe<DecimalFilter>;
};

/** One term of an order of `CreditStatus`: give exactly one field. Nulls come last in both directions. */
export type CreditStatusOrder =
  /** What is left of the limit. */
  { readonly available: MoneyOrder; readonly exposure?: never; readonly limit?: never; readonly maxDaysPastDue?: never; readonly meta?: never; readonly overdue?: never; readonly utilization?: never; }
  |  /** What counts against the limit. */
  { readonly available?: never; readonly exposure: CreditExposureOrder; readonly limit?: never; readonly maxDaysPastDue?: never; readonly meta?: never; readonly overdue?: never; readonly utilization?: never; }
  |  /** How much may be owed at most. Null does not mean unlimited: see `unlimited`. */
  { readonly available?: never; readonly exposure?: never; readonly limit: MoneyOrder; readonly maxDaysPastDue?: never; readonly meta?: never; readonly overdue?: never; readonly utilization?: never; }
  |  /** The days by which the oldest open document is past due. */
  { readonly available?: never; readonly exposure?: never; readonly limit?: never; readonly maxDaysPastDue: OrderDirection; readonly meta?: never; readonly overdue?: never; readonly utilization?: never; }
  |  /** Where the record came from, and how fresh it is. */
  { readonly available?: never; readonly exposure?: never; readonly limit?: never; readonly maxDaysPastDue?: never; readonly meta: RecordMetaOrder; readonly overdue?: never; readonly utilization?: never; }
  |  /** What is past its due date. */
  { readonly available?: never; readonly exposure?: never; readonly limit?: never; readonly maxDaysPastDue?: never; readonly meta?: never; readonly overdue: MoneyOrder; readonly utilization?: never; }
  |  /** How much of the limit is used. */
  { readonly available?: never; readonly exposure?: never; readonly limit?: never; readonly maxDaysPastDue?: never; readonly meta?: never; readonly overdue?: never; readonly utilization: OrderDirection; };

/** A party that buys, as one source knows it. The same party in several systems is several customers and one `profile`. */
export type Customer = Node & Record & {
  /** Postal addresses. */
  readonly addresses: ReadonlyArray<Address>;
  /** What it earns in a year. */
  readonly annualRevenue: Maybe<Money>;
  /** The customer that gets its invoices. */
  readonly billTo: Maybe<Customer>;
  /** What is blocked, and where. */
  readonly blocks: ReadonlyArray<Block>;
  /** Persons at the customer, in the same source. */
  readonly contacts: Maybe<ContactConnection>;
  /** What it may still buy on credit, one entry for each scope. Null if that could not be read. */
  readonly credit: Maybe<ReadonlyArray<CreditStatus>>;
  /** The currency it usually buys in. */
  readonly currency: Maybe<Scalars['CurrencyCode']['output']>;
  /** Internet domains, without www. */
  readonly domains: ReadonlyArray<Scalars['String']['output']>;
  /** E-mail addresses. */
  readonly emails: ReadonlyArray<Scalars['String']['output']>;
  /** How many people work there. */
  readonly employeeCount: Maybe<Scalars['Int']['output']>;
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** The numbers under which the outside world knows it, such as VAT numbers. */
  readonly identifiers: ReadonlyArray<Identifier>;
  /** The industry, as the source writes it. */
  readonly industry: Maybe<Scalars['String']['output']>;
  /** Invoices and credit notes to the customer, in the same source. */
  readonly invoices: Maybe<InvoiceConnection>;
  /** Whether it is an organization or a person. */
  readonly kind: PartyKind;
  /** The name in the register of companies. */
  readonly legalName: Maybe<Scalars['String']['output']>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
  /** The name. */
  readonly name: Scalars['String']['output'];
  /** The number that people know the customer by. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** Sales deals with the customer, in the same source. */
  readonly opportunities: Maybe<OpportunityConnection>;
  /** The person in charge of it, as the source names them. */
  readonly owner: Maybe<Scalars['String']['output']>;
  /** The customer it belongs to. */
  readonly parent: Maybe<Customer>;
  /** When and how it usually pays. */
  readonly paymentTerm: Maybe<PaymentTerm>;
  /** Payments from and to the customer, in the same source. */
  readonly payments: Maybe<PaymentConnection>;
  /** Telephone numbers, as in +4930123456 where the source's text allows. */
  readonly phones: ReadonlyArray<Scalars['String']['output']>;
  /** The same party over all systems. */
  readonly profile: Maybe<CustomerProfile>;
  /** What the customer is to the company. */
  readonly roles: ReadonlyArray<CustomerRole>;
  /** Sales orders of the customer, in the same source. */
  readonly salesOrders: Maybe<SalesOrderConnection>;
  /** The status as the source writes it. */
  readonly sourceStatus: Maybe<Scalars['String']['output']>;
  /** Whether business is done with it. */
  readonly status: PartyStatus;
  /** Whether it is exempt from tax. */
  readonly taxExempt: Maybe<Scalars['Boolean']['output']>;
  /** Addresses of websites. */
  readonly websites: ReadonlyArray<Scalars['String']['output']>;
};


/** A party that buys, as one source knows it. The same party in several systems is several customers and one `profile`. */
export type CustomercontactsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<ContactOrder>>;
  where?: InputMaybe<ContactFilter>;
};


/** A party that buys, as one source knows it. The same party in several systems is several customers and one `profile`. */
export type CustomerinvoicesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<InvoiceOrder>>;
  where?: InputMaybe<InvoiceFilter>;
};


/** A party that buys, as one source knows it. The same party in several systems is several customers and one `profile`. */
export type CustomeropportunitiesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<OpportunityOrder>>;
  where?: InputMaybe<OpportunityFilter>;
};


/** A party that buys, as one source knows it. The same party in several systems is several customers and one `profile`. */
export type CustomerpaymentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<PaymentOrder>>;
  where?: InputMaybe<PaymentFilter>;
};


/** A party that buys, as one source knows it. The same party in several systems is several customers and one `profile`. */
export type CustomersalesOrdersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<SalesOrderOrder>>;
  where?: InputMaybe<SalesOrderFilter>;
};

/** A page of `Customer` records, and what became of each source that was asked for them. */
export type CustomerConnection = {
  /** Whether every source gave all it had to give for this page. If not, totals made from it are partial. */
  readonly complete: Scalars['Boolean']['output'];
  /** The records of this page, each with its position in the list. */
  readonly edges: ReadonlyArray<CustomerEdge>;
  /** The records of this page. */
  readonly nodes: ReadonlyArray<Customer>;
  /** Where this page begins and ends. */
  readonly pageInfo: PageInfo;
  /** What became of each source that was asked. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** How many records match over all pages; null if a source cannot count them cheaply. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A `Customer` record and its position in the list. */
export type CustomerEdge = {
  /** The position of the record. Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: Customer;
};

/** A condition on `Customer`. All parts that are given must hold. */
export type CustomerFilter = {
  /** All of these must hold. An empty list holds always. */
  readonly and?: InputMaybe<ReadonlyArray<CustomerFilter>>;
  /** What it earns in a year. */
  readonly annualRevenue?: InputMaybe<MoneyFilter>;
  /** The customer that gets its invoices. */
  readonly billTo?: InputMaybe<IdFilter>;
  /** The currency it usually buys in. */
  readonly currency?: InputMaybe<TextFilter>;
  /** How many people work there. */
  readonly employeeCount?: InputMaybe<IntFilter>;
  /** The same thing under keys of another source. */
  readonly externalKey?: InputMaybe<ExternalKeyFilter>;
  /** The global id. */
  readonly id?: InputMaybe<IdFilter>;
  /** The industry, as the source writes it. */
  readonly industry?: InputMaybe<TextFilter>;
  /** Whether it is an organization or a person. */
  readonly kind?: InputMaybe<PartyKindFilter>;
  /** The name in the register of companies. */
  readonly legalName?: InputMaybe<TextFilter>;
  /** Where the record came from, and how fresh it is. */
  readonly meta?: InputMaybe<RecordMetaFilter>;
  /** The name. */
  readonly name?: InputMaybe<TextFilter>;
  /** This must not hold. */
  readonly not?: InputMaybe<CustomerFilter>;
  /** The number that people know the customer by. */
  readonly number?: InputMaybe<TextFilter>;
  /** One of these must hold. An empty list holds never. */
  readonly or?: InputMaybe<ReadonlyArray<CustomerFilter>>;
  /** The person in charge of it, as the source names them. */
  readonly owner?: InputMaybe<TextFilter>;
  /** The customer it belongs to. */
  readonly parent?: InputMaybe<IdFilter>;
  /** When and how it usually pays. */
  readonly paymentTerm?: InputMaybe<PaymentTermFilter>;
  /** Whether business is done with it. */
  readonly status?: InputMaybe<PartyStatusFilter>;
  /** Whether it is exempt from tax. */
  readonly taxExempt?: InputMaybe<BooleanFilter>;
};

/** How to find a customer without knowing an id. Give exactly one. */
export type CustomerMatch =
  /** Its key in one of the systems. */
  { readonly externalKey: ExternalKey; readonly number?: never; readonly vat?: never; }
  |  /** The number that people know the customer by, in any system. Refused if it fits several. */
  { readonly externalKey?: never; readonly number: Scalars['String']['input']; readonly vat?: never; }
  |  /** The VAT number, with or without its country prefix, spaces and dots. */
  { readonly externalKey?: never; readonly number?: never; readonly vat: Scalars['String']['input']; };

/** One term of an order of `Customer`: give exactly one field. Nulls come last in both directions. */
export type CustomerOrder =
  /** What it earns in a year. */
  { readonly annualRevenue: MoneyOrder; readonly employeeCount?: never; readonly industry?: never; readonly meta?: never; readonly name?: never; readonly number?: never; readonly owner?: never; }
  |  /** How many people work there. */
  { readonly annualRevenue?: never; readonly employeeCount: OrderDirection; readonly industry?: never; readonly meta?: never; readonly name?: never; readonly number?: never; readonly owner?: never; }
  |  /** The industry, as the source writes it. */
  { readonly annualRevenue?: never; readonly employeeCount?: never; readonly industry: OrderDirection; readonly meta?: never; readonly name?: never; readonly number?: never; readonly owner?: never; }
  |  /** Where the record came from, and how fresh it is. */
  { readonly annualRevenue?: never; readonly employeeCount?: never; readonly industry?: never; readonly meta: RecordMetaOrder; readonly name?: never; readonly number?: never; readonly owner?: never; }
  |  /** The name. */
  { readonly annualRevenue?: never; readonly employeeCount?: never; readonly industry?: never; readonly meta?: never; readonly name: OrderDirection; readonly number?: never; readonly owner?: never; }
  |  /** The number that people know the customer by. */
  { readonly annualRevenue?: never; readonly employeeCount?: never; readonly industry?: never; readonly meta?: never; readonly name?: never; readonly number: OrderDirection; readonly owner?: never; }
  |  /** The person in charge of it, as the source names them. */
  { readonly annualRevenue?: never; readonly employeeCount?: never; readonly industry?: never; readonly meta?: never; readonly name?: never; readonly number?: never; readonly owner: OrderDirection; };

/** A customer over all systems: the records that the crosswalk says are the same party. Nothing is merged; every record stays what it is. */
export type CustomerProfile = Node & {
  /** Whether every member record could be read. */
  readonly complete: Scalars['Boolean']['output'];
  /** Persons at the customer, from all systems. */
  readonly contacts: Maybe<ContactConnection>;
  /** What it may still buy on credit, by system and scope. These must not be added up. Null if that could not be read. */
  readonly credit: Maybe<ReadonlyArray<CreditStatus>>;
  /** The name, taken from the record that the operator trusts most. */
  readonly displayName: Scalars['String']['output'];
  /** The global id of the profile. */
  readonly id: Scalars['ID']['output'];
  /** All numbers under which the outside world knows it, each once. */
  readonly identifiers: ReadonlyArray<Identifier>;
  /** Invoices and credit notes to the customer, from all systems. */
  readonly invoices: Maybe<InvoiceConnection>;
  /** Sales deals with the customer, from all systems. */
  readonly opportunities: Maybe<OpportunityConnection>;
  /** Payments from and to the customer, from all systems. */
  readonly payments: Maybe<PaymentConnection>;
  /** The member records that could be read. */
  readonly records: ReadonlyArray<Customer>;
  /** Sales orders of the customer, from all systems. */
  readonly salesOrders: Maybe<SalesOrderConnection>;
  /** What became of each source that holds a member record. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
};


/** A customer over all systems: the records that the crosswalk says are the same party. Nothing is merged; every record stays what it is. */
export type CustomerProfilecontactsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<ContactOrder>>;
  where?: InputMaybe<ContactFilter>;
};


/** A customer over all systems: the records that the crosswalk says are the same party. Nothing is merged; every record stays what it is. */
export type CustomerProfileinvoicesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<InvoiceOrder>>;
  where?: InputMaybe<InvoiceFilter>;
};


/** A customer over all systems: the records that the crosswalk says are the same party. Nothing is merged; every record stays what it is. */
export type CustomerProfileopportunitiesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<OpportunityOrder>>;
  where?: InputMaybe<OpportunityFilter>;
};


/** A customer over all systems: the records that the crosswalk says are the same party. Nothing is merged; every record stays what it is. */
export type CustomerProfilepaymentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<PaymentOrder>>;
  where?: InputMaybe<PaymentFilter>;
};


/** A customer over all systems: the records that the crosswalk says are the same party. Nothing is merged; every record stays what it is. */
export type CustomerProfilesalesOrdersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<SalesOrderOrder>>;
  where?: InputMaybe<SalesOrderFilter>;
};

/** What a customer is to the company. */
export type CustomerRole =
  /** Buys. */
  | 'CUSTOMER'
  /** Used to buy. */
  | 'FORMER'
  /** Something else, known to the source. */
  | 'OTHER'
  /** Might buy. */
  | 'PROSPECT'
  /** The source does not say, or says something that is not known here. */
  | 'UNKNOWN';

/** A condition on a calendar date. All parts that are given must hold. */
export type DateFilter = {
  /** Is this day. */
  readonly eq?: InputMaybe<Scalars['Date']['input']>;
  /** Is after this day. */
  readonly gt?: InputMaybe<Scalars['Date']['input']>;
  /** Is this day or after. */
  readonly gte?: InputMaybe<Scalars['Date']['input']>;
  /** Is one of these days. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['Date']['input']>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is before this day. */
  readonly lt?: InputMaybe<Scalars['Date']['input']>;
  /** Is this day or before. */
  readonly lte?: InputMaybe<Scalars['Date']['input']>;
  /** Is another day. Records without a value are included. */
  readonly ne?: InputMaybe<Scalars['Date']['input']>;
};

/** A condition on an instant. All parts that are given must hold. */
export type DateTimeFilter = {
  /** Is this instant. */
  readonly eq?: InputMaybe<Scalars['DateTime']['input']>;
  /** Is after this instant. */
  readonly gt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Is this instant or after. */
  readonly gte?: InputMaybe<Scalars['DateTime']['input']>;
  /** Is one of these instants. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['DateTime']['input']>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is before this instant. */
  readonly lt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Is this instant or before. */
  readonly lte?: InputMaybe<Scalars['DateTime']['input']>;
  /** Is another instant. Records without a value are included. */
  readonly ne?: InputMaybe<Scalars['DateTime']['input']>;
};

/** A side of an account. */
export type DebitCredit =
  /** Right: what goes out. */
  | 'CREDIT'
  /** Left: what comes in. */
  | 'DEBIT';

/** A condition on `DebitCredit`. All parts that are given must hold. */
export type DebitCreditFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<DebitCredit>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<DebitCredit>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<DebitCredit>;
};

/** A condition on an exact number. Numbers are compared by value: 1.0 equals 1.00. All parts that are given must hold. */
export type DecimalFilter = {
  /** Equals this number. */
  readonly eq?: InputMaybe<Scalars['Decimal']['input']>;
  /** Is greater than this number. */
  readonly gt?: InputMaybe<Scalars['Decimal']['input']>;
  /** Is at least this number. */
  readonly gte?: InputMaybe<Scalars['Decimal']['input']>;
  /** Equals one of these numbers. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['Decimal']['input']>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is less than this number. */
  readonly lt?: InputMaybe<Scalars['Decimal']['input']>;
  /** Is at most this number. */
  readonly lte?: InputMaybe<Scalars['Decimal']['input']>;
  /** Differs from this number. Records without a value are included. */
  readonly ne?: InputMaybe<Scalars['Decimal']['input']>;
};

/** A tag that a line is analysed by, such as a cost center. */
export type Dimension = {
  /** The code of the tag. */
  readonly code: Scalars['String']['output'];
  /** What the tag stands for. */
  readonly kind: DimensionKind;
  /** The name of the tag. */
  readonly name: Maybe<Scalars['String']['output']>;
};

/** What an analysis tag stands for. */
export type DimensionKind =
  /** A class. */
  | 'CLASS'
  /** A cost center. */
  | 'COST_CENTER'
  /** A department. */
  | 'DEPARTMENT'
  /** A location. */
  | 'LOCATION'
  /** Another kind, known to the source. */
  | 'OTHER'
  /** A project or job. */
  | 'PROJECT'
  /** A business segment. */
  | 'SEGMENT'
  /** The source does not say. */
  | 'UNKNOWN';

/** A pointer to another document, without reading it. */
export type DocumentRef = {
  /** The global id of the document; null if the system that holds it is not connected. */
  readonly id: Maybe<Scalars['ID']['output']>;
  /** The number printed on the document. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** The type of the document, as in "SalesOrder". */
  readonly type: Scalars['String']['output'];
};

/** The sums of a document, split as in electronic invoices (UBL, Peppol): lines, allowances and charges, tax, what is left to pay. */
export type DocumentTotals = {
  /** Discounts on the whole document. */
  readonly allowances: Maybe<Money>;
  /** Surcharges on the whole document, such as freight. */
  readonly charges: Maybe<Money>;
  /** The sum of the net amounts of the lines. */
  readonly lineNet: Maybe<Money>;
  /** What is to be paid: the total with tax, less prepayments, rounded. */
  readonly payable: Maybe<Money>;
  /** What was paid in advance. */
  readonly prepaid: Maybe<Money>;
  /** What was added or taken off for rounding. */
  readonly rounding: Maybe<Money>;
  /** The total of all taxes. */
  readonly tax: Maybe<Money>;
  /** The total before tax. */
  readonly taxExclusive: Maybe<Money>;
  /** The total with tax. */
  readonly taxInclusive: Maybe<Money>;
};

/** A condition on `DocumentTotals`. All parts that are given must hold. */
export type DocumentTotalsFilter = {
  /** The total before tax. */
  readonly taxExclusive?: InputMaybe<MoneyFilter>;
  /** The total with tax. */
  readonly taxInclusive?: InputMaybe<MoneyFilter>;
};

/** One term of an order of `DocumentTotals`: give exactly one field. Nulls come last in both directions. */
export type DocumentTotalsOrder =
  /** The total before tax. */
  { readonly taxExclusive: MoneyOrder; readonly taxInclusive?: never; }
  |  /** The total with tax. */
  { readonly taxExclusive?: never; readonly taxInclusive: MoneyOrder; };

/** One amount in two currencies: as written on the document, and as booked in the books. */
export type DualMoney = {
  /** The amount in the functional currency of the legal entity, as the source booked it; never converted by the gateway. */
  readonly base: Maybe<Money>;
  /** The amount in the currency of the document. */
  readonly document: Money;
  /** The exchange rate that the source used, from document to base. */
  readonly rate: Maybe<Scalars['Decimal']['output']>;
  /** The date of that rate. */
  readonly rateDate: Maybe<Scalars['Date']['output']>;
};

/** A condition on `DualMoney`. All parts that are given must hold. */
export type DualMoneyFilter = {
  /** The amount in the functional currency of the legal entity, as the source booked it; never converted by the gateway. */
  readonly base?: InputMaybe<MoneyFilter>;
  /** The amount in the currency of the document. */
  readonly document?: InputMaybe<MoneyFilter>;
};

/** One term of an order of `DualMoney`: give exactly one field. Nulls come last in both directions. */
export type DualMoneyOrder =
  /** The amount in the functional currency of the legal entity, as the source booked it; never converted by the gateway. */
  { readonly base: MoneyOrder; readonly document?: never; }
  |  /** The amount in the currency of the document. */
  { readonly base?: never; readonly document: MoneyOrder; };

/**
 * Why a part of an answer is missing, or why a question was refused. These are all the codes there are: `errors[].extensions.code` is one of them,
 * beside `source`, `retryable`, `retryAfterMs` and `requestId`.
 */
export type ErrorCode =
  /** The question makes no sense as asked: a bad argument, or arguments that exclude each other. */
  | 'BAD_REQUEST'
  /** This client asks too often. */
  | 'CLIENT_RATE_LIMITED'
  /** The position in the list is no longer valid. Start again from the first page. */
  | 'CURSOR_EXPIRED'
  /** The time that the caller allowed is over. */
  | 'DEADLINE_EXCEEDED'
  /** The caller may not ask this. */
  | 'FORBIDDEN'
  /** The gateway is too busy to take the question now. */
  | 'GATEWAY_OVERLOADED'
  /** A fault of the gateway. The `requestId` helps to find it in the logs. */
  | 'INTERNAL'
  /** The field is only ever answered live, and the source could not be asked. */
  | 'LIVE_UNAVAILABLE'
  /** Pages of the source contradict each other: rows repeat, or a link leads astray. */
  | 'PAGE_INCONSISTENT'
  /** The query would need more calls to the sources than the caller may cause. */
  | 'QUERY_TOO_COSTLY'
  /** The query nests too deeply. */
  | 'QUERY_TOO_DEEP'
  /** The query text has too many characters, tokens, fields or aliases. */
  | 'QUERY_TOO_LARGE'
  /** The source does not accept the gateway's credentials. An operator must act. */
  | 'SOURCE_AUTH'
  /** The source answered with something that is not a valid answer, such as a truncated body or an error page. */
  | 'SOURCE_BAD_RESPONSE'
  /** The gateway's user in the source may not read this. */
  | 'SOURCE_FORBIDDEN'
  /** The source's quota for the day is used up, or is kept back for more urgent questions. */
  | 'SOURCE_QUOTA_EXHAUSTED'
  /** The source said that it is asked too often, and waiting would have taken longer than the caller allows. Ask again after `retryAfterMs`. */
  | 'SOURCE_THROTTLED'
  /** The source did not answer in time. */
  | 'SOURCE_TIMEOUT'
  /** The source's answer is larger than may be read. Narrow the question. */
  | 'SOURCE_TOO_LARGE'
  /** The source could not be reached, answered with a server error, or is being rested after repeated failures. */
  | 'SOURCE_UNAVAILABLE'
  /** Only data older than the caller allows is at hand. */
  | 'STALE_REFUSED'
  /** The caller did not say who it is, or could not prove it. */
  | 'UNAUTHENTICATED'
  /** The source cannot answer this question, whoever asks. */
  | 'UNSUPPORTED';

/** The key of a record in one source. */
export type ExternalKey = {
  /** The key, as that source writes it. */
  readonly key: Scalars['String']['input'];
  /** The name of the source. */
  readonly source: Scalars['String']['input'];
};

/** Keys of another source: finds the records that the crosswalk says are the same thing. */
export type ExternalKeyFilter = {
  /** The keys, as that source writes them. */
  readonly in: ReadonlyArray<Scalars['String']['input']>;
  /** The name of the source whose keys are given. */
  readonly source: Scalars['String']['input'];
};

/** A remark on one field of a record. */
export type FieldNote = {
  /** The path of the field inside the record, as in "totals.taxInclusive". */
  readonly path: Scalars['String']['output'];
  /** Why the field has no value. */
  readonly reason: NullReason;
};

/** How a sales forecast counts a deal. */
export type ForecastCategory =
  /** Counted as likely, if things go well. */
  | 'BEST_CASE'
  /** Won. */
  | 'CLOSED'
  /** Counted as certain. */
  | 'COMMIT'
  /** Not counted. */
  | 'OMITTED'
  /** Another category, known to the source. */
  | 'OTHER'
  /** Counted as possible. */
  | 'PIPELINE'
  /** The source does not say, or says something that is not known here. */
  | 'UNKNOWN';

/** A condition on `ForecastCategory`. All parts that are given must hold. */
export type ForecastCategoryFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<ForecastCategory>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<ForecastCategory>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<ForecastCategory>;
};

/** An account of the general ledger. */
export type GLAccount = Node & Record & {
  /** Its balance, as the source tells it: debit is positive. */
  readonly balance: Maybe<Money>;
  /** The chart of accounts it belongs to. */
  readonly chart: Maybe<Scalars['String']['output']>;
  /** Which part of the balance sheet or the income statement it belongs to. */
  readonly classification: AccountClassification;
  /** The only currency it is kept in; null if any. */
  readonly currency: Maybe<Scalars['CurrencyCode']['output']>;
  /** The account of the group chart that the operator's settings assign to it. */
  readonly groupAccount: Maybe<Scalars['String']['output']>;
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** Whether it sums up a sub-ledger, such as the receivables. */
  readonly isControl: Maybe<Scalars['Boolean']['output']>;
  /** Whether entries may be posted to it; false for headings and totals. */
  readonly isPosting: Maybe<Scalars['Boolean']['output']>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
  /** The name of the account. */
  readonly name: Scalars['String']['output'];
  /** The side on which its balance normally stands. */
  readonly normalBalance: Maybe<DebitCredit>;
  /** The number of the account. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** The account above it. */
  readonly parent: Maybe<GLAccount>;
  /** The status as the source writes it. */
  readonly sourceStatus: Maybe<Scalars['String']['output']>;
  /** Whether it is in use. */
  readonly status: AccountStatus;
  /** What it is used for. */
  readonly type: AccountType;
};

/** A page of `GLAccount` records, and what became of each source that was asked for them. */
export type GLAccountConnection = {
  /** Whether every source gave all it had to give for this page. If not, totals made from it are partial. */
  readonly complete: Scalars['Boolean']['output'];
  /** The records of this page, each with its position in the list. */
  readonly edges: ReadonlyArray<GLAccountEdge>;
  /** The records of this page. */
  readonly nodes: ReadonlyArray<GLAccount>;
  /** Where this page begins and ends. */
  readonly pageInfo: PageInfo;
  /** What became of each source that was asked. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** How many records match over all pages; null if a source cannot count them cheaply. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A `GLAccount` record and its position in the list. */
export type GLAccountEdge = {
  /** The position of the record. Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: GLAccount;
};

/** A condition on `GLAccount`. All parts that are given must hold. */
export type GLAccountFilter = {
  /** All of these must hold. An empty list holds always. */
  readonly and?: InputMaybe<ReadonlyArray<GLAccountFilter>>;
  /** Its balance, as the source tells it: debit is positive. */
  readonly balance?: InputMaybe<MoneyFilter>;
  /** The chart of accounts it belongs to. */
  readonly chart?: InputMaybe<TextFilter>;
  /** Which part of the balance sheet or the income statement it belongs to. */
  readonly classification?: InputMaybe<AccountClassificationFilter>;
  /** The only currency it is kept in; null if any. */
  readonly currency?: InputMaybe<TextFilter>;
  /** The account of the group chart that the operator's settings assign to it. */
  readonly groupAccount?: InputMaybe<TextFilter>;
  /** The global id. */
  readonly id?: InputMaybe<IdFilter>;
  /** Whether it sums up a sub-ledger, such as the receivables. */
  readonly isControl?: InputMaybe<BooleanFilter>;
  /** Whether entries may be posted to it; false for headings and totals. */
  readonly isPosting?: InputMaybe<BooleanFilter>;
  /** Where the record came from, and how fresh it is. */
  readonly meta?: InputMaybe<RecordMetaFilter>;
  /** The name of the account. */
  readonly name?: InputMaybe<TextFilter>;
  /** The side on which its balance normally stands. */
  readonly normalBalance?: InputMaybe<DebitCreditFilter>;
  /** This must not hold. */
  readonly not?: InputMaybe<GLAccountFilter>;
  /** The number of the account. */
  readonly number?: InputMaybe<TextFilter>;
  /** One of these must hold. An empty list holds never. */
  readonly or?: InputMaybe<ReadonlyArray<GLAccountFilter>>;
  /** The account above it. */
  readonly parent?: InputMaybe<IdFilter>;
  /** Whether it is in use. */
  readonly status?: InputMaybe<AccountStatusFilter>;
  /** What it is used for. */
  readonly type?: InputMaybe<AccountTypeFilter>;
};

/** One term of an order of `GLAccount`: give exactly one field. Nulls come last in both directions. */
export type GLAccountOrder =
  /** Its balance, as the source tells it: debit is positive. */
  { readonly balance: MoneyOrder; readonly meta?: never; readonly name?: never; readonly number?: never; }
  |  /** Where the record came from, and how fresh it is. */
  { readonly balance?: never; readonly meta: RecordMetaOrder; readonly name?: never; readonly number?: never; }
  |  /** The name of the account. */
  { readonly balance?: never; readonly meta?: never; readonly name: OrderDirection; readonly number?: never; }
  |  /** The number of the account. */
  { readonly balance?: never; readonly meta?: never; readonly name?: never; readonly number: OrderDirection; };

/** A condition on a global id or a reference. All parts that are given must hold. */
export type IdFilter = {
  /** Is this id. */
  readonly eq?: InputMaybe<Scalars['ID']['input']>;
  /** Is one of these ids. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this id. Records without a value are included. */
  readonly ne?: InputMaybe<Scalars['ID']['input']>;
};

/** A number under which the outside world knows a party, an item or a place. */
export type Identifier = {
  /** The country that issued it. */
  readonly country: Maybe<Scalars['CountryCode']['output']>;
  /** What kind of number it is: an ISO 6523 code, VAT, GTIN, SKU, MPN, or EXTERNAL:<system> for the key in another system. */
  readonly scheme: Scalars['String']['output'];
  /** The number itself, as the source writes it. */
  readonly value: Scalars['String']['output'];
  /** Whether the source says that it was checked; null if it does not say. */
  readonly verified: Maybe<Scalars['Boolean']['output']>;
};

/** A condition on a whole number. All parts that are given must hold. */
export type IntFilter = {
  /** Equals this number. */
  readonly eq?: InputMaybe<Scalars['Int']['input']>;
  /** Is greater than this number. */
  readonly gt?: InputMaybe<Scalars['Int']['input']>;
  /** Is at least this number. */
  readonly gte?: InputMaybe<Scalars['Int']['input']>;
  /** Equals one of these numbers. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is less than this number. */
  readonly lt?: InputMaybe<Scalars['Int']['input']>;
  /** Is at most this number. */
  readonly lte?: InputMaybe<Scalars['Int']['input']>;
  /** Differs from this number. Records without a value are included. */
  readonly ne?: InputMaybe<Scalars['Int']['input']>;
};

/** A document that says who owes what: invoices to customers, bills from suppliers, and their credit notes. */
export type Invoice = Node & Record & {
  /** The document that it corrects or credits. */
  readonly corrects: Maybe<DocumentRef>;
  /** The currency of the document. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** The customer, if it is a receivable. */
  readonly customer: Maybe<Customer>;
  /** Days since the due date while something is unsettled; 0 when not overdue. */
  readonly daysPastDue: Maybe<Scalars['Int']['output']>;
  /** Whether it is owed to the company or by the company. */
  readonly direction: InvoiceDirection;
  /** Whether the other party disputes it; null if the source does not keep that. */
  readonly disputed: Maybe<Scalars['Boolean']['output']>;
  /** The date by which it is to be paid. */
  readonly dueDate: Maybe<Scalars['Date']['output']>;
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** Whether something is unsettled after the due date. */
  readonly isOverdue: Maybe<Scalars['Boolean']['output']>;
  /** The date on the document. Drafts may have none. */
  readonly issueDate: Maybe<Scalars['Date']['output']>;
  /** What kind of document it is. */
  readonly kind: InvoiceKind;
  /** Its lines. Null if they could not be read. */
  readonly lines: Maybe<ReadonlyArray<InvoiceLine>>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
  /** The number printed on the document. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** What is not settled yet: never negative. */
  readonly open: Maybe<DualMoney>;
  /** What is not settled yet, with a sign: positive adds to what is owed, credit notes are negative. */
  readonly openSigned: Maybe<Money>;
  /** The date it was paid in full. */
  readonly paidDate: Maybe<Scalars['Date']['output']>;
  /** The other party's own number for it, such as the number on a supplier's bill. */
  readonly partyNumber: Maybe<Scalars['String']['output']>;
  /** When and how it is to be paid. */
  readonly paymentTerm: Maybe<PaymentTerm>;
  /** What it was settled with. Null if that could not be read. */
  readonly payments: Maybe<ReadonlyArray<Allocation>>;
  /** The number of the buyer's purchase order. */
  readonly poNumber: Maybe<Scalars['String']['output']>;
  /** The date it counts in the books. */
  readonly postingDate: Maybe<Scalars['Date']['output']>;
  /** The purchase orders that it bills. */
  readonly purchaseOrders: ReadonlyArray<DocumentRef>;
  /** The exchange rate to the currency of the books, as the source booked it. */
  readonly rate: Maybe<Scalars['Decimal']['output']>;
  /** The sales orders that it bills. */
  readonly salesOrders: ReadonlyArray<DocumentRef>;
  /** The status as the source writes it. */
  readonly sourceStatus: Maybe<Scalars['String']['output']>;
  /** How far it has come. Being overdue is not a status: see `isOverdue`. */
  readonly status: InvoiceStatus;
  /** The supplier, if it is a payable. */
  readonly supplier: Maybe<Supplier>;
  /** Its taxes by rate. */
  readonly taxes: ReadonlyArray<TaxLine>;
  /** Its sums, in the currency of the document. */
  readonly totals: DocumentTotals;
};


/** A document that says who owes what: invoices to customers, bills from suppliers, and their credit notes. */
export type InvoicedaysPastDueArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
};


/** A document that says who owes what: invoices to customers, bills from suppliers, and their credit notes. */
export type InvoiceisOverdueArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
};

/** A page of `Invoice` records, and what became of each source that was asked for them. */
export type InvoiceConnection = {
  /** Whether every source gave all it had to give for this page. If not, totals made from it are partial. */
  readonly complete: Scalars['Boolean']['output'];
  /** The records of this page, each with its position in the list. */
  readonly edges: ReadonlyArray<InvoiceEdge>;
  /** The records of this page. */
  readonly nodes: ReadonlyArray<Invoice>;
  /** Where this page begins and ends. */
  readonly pageInfo: PageInfo;
  /** What became of each source that was asked. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** How many records match over all pages; null if a source cannot count them cheaply. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** Whether an invoice is owed to the company or by the company. */
export type InvoiceDirection =
  /** The company owes it to a supplier. */
  | 'PAYABLE'
  /** A customer owes it to the company. */
  | 'RECEIVABLE';

/** A condition on `InvoiceDirection`. All parts that are given must hold. */
export type InvoiceDirectionFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<InvoiceDirection>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<InvoiceDirection>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<InvoiceDirection>;
};

/** A `Invoice` record and its position in the list. */
export type InvoiceEdge = {
  /** The position of the record. Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: Invoice;
};

/** A condition on `Invoice`. All parts that are given must hold. */
export type InvoiceFilter = {
  /** All of these must hold. An empty list holds always. */
  readonly and?: InputMaybe<ReadonlyArray<InvoiceFilter>>;
  /** The currency of the document. */
  readonly currency?: InputMaybe<TextFilter>;
  /** The customer, if it is a receivable. */
  readonly customer?: InputMaybe<IdFilter>;
  /** Whether it is owed to the company or by the company. */
  readonly direction?: InputMaybe<InvoiceDirectionFilter>;
  /** Whether the other party disputes it; null if the source does not keep that. */
  readonly disputed?: InputMaybe<BooleanFilter>;
  /** The date by which it is to be paid. */
  readonly dueDate?: InputMaybe<DateFilter>;
  /** The global id. */
  readonly id?: InputMaybe<IdFilter>;
  /** The date on the document. Drafts may have none. */
  readonly issueDate?: InputMaybe<DateFilter>;
  /** What kind of document it is. */
  readonly kind?: InputMaybe<InvoiceKindFilter>;
  /** Where the record came from, and how fresh it is. */
  readonly meta?: InputMaybe<RecordMetaFilter>;
  /** This must not hold. */
  readonly not?: InputMaybe<InvoiceFilter>;
  /** The number printed on the document. */
  readonly number?: InputMaybe<TextFilter>;
  /** What is not settled yet: never negative. */
  readonly open?: InputMaybe<DualMoneyFilter>;
  /** What is not settled yet, with a sign: positive adds to what is owed, credit notes are negative. */
  readonly openSigned?: InputMaybe<MoneyFilter>;
  /** One of these must hold. An empty list holds never. */
  readonly or?: InputMaybe<ReadonlyArray<InvoiceFilter>>;
  /** The date it was paid in full. */
  readonly paidDate?: InputMaybe<DateFilter>;
  /** The other party's own number for it, such as the number on a supplier's bill. */
  readonly partyNumber?: InputMaybe<TextFilter>;
  /** The number of the buyer's purchase order. */
  readonly poNumber?: InputMaybe<TextFilter>;
  /** The date it counts in the books. */
  readonly postingDate?: InputMaybe<DateFilter>;
  /** How far it has come. Being overdue is not a status: see `isOverdue`. */
  readonly status?: InputMaybe<InvoiceStatusFilter>;
  /** The supplier, if it is a payable. */
  readonly supplier?: InputMaybe<IdFilter>;
  /** Its sums, in the currency of the document. */
  readonly totals?: InputMaybe<DocumentTotalsFilter>;
};

/** What kind of document an invoice is (UN/ECE code list 1001). */
export type InvoiceKind =
  /** An invoice that replaces a wrong one (384). */
  | 'CORRECTION'
  /** A credit note (381). */
  | 'CREDIT_NOTE'
  /** A debit note (383). */
  | 'DEBIT_NOTE'
  /** Another kind, known to the source. */
  | 'OTHER'
  /** An invoice for payment in advance (386). */
  | 'PREPAYMENT'
  /** An invoice that the buyer writes (389). */
  | 'SELF_BILLED'
  /** An ordinary invoice (380). */
  | 'STANDARD'
  /** The source does not say, or says something that is not known here. */
  | 'UNKNOWN';

/** A condition on `InvoiceKind`. All parts that are given must hold. */
export type InvoiceKindFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<InvoiceKind>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<InvoiceKind>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<InvoiceKind>;
};

/** One line of an invoice. */
export type InvoiceLine = Node & Record & {
  /** The account it is booked to. */
  readonly account: Maybe<GLAccount>;
  /** The text of the line. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** The tags it is analysed by. */
  readonly dimensions: ReadonlyArray<Dimension>;
  /** The discount on the line. */
  readonly discount: Maybe<Money>;
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** The invoice it belongs to. */
  readonly invoice: Maybe<Invoice>;
  /** The item that is billed. */
  readonly item: Maybe<Item>;
  /** The number of the line. */
  readonly lineNo: Maybe<Scalars['Int']['output']>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
  /** The amount of the line after discount, before tax. */
  readonly net: Maybe<Money>;
  /** The order line that it bills. */
  readonly orderLine: Maybe<DocumentRef>;
  /** How much is billed. */
  readonly quantity: Maybe<Quantity>;
  /** The taxes of the line. */
  readonly taxes: ReadonlyArray<TaxLine>;
  /** The price of one unit, before discount and tax. */
  readonly unitPrice: Maybe<Money>;
};

/** One term of an order of `Invoice`: give exactly one field. Nulls come last in both directions. */
export type InvoiceOrder =
  /** The date by which it is to be paid. */
  { readonly dueDate: OrderDirection; readonly issueDate?: never; readonly meta?: never; readonly number?: never; readonly open?: never; readonly openSigned?: never; readonly paidDate?: never; readonly postingDate?: never; readonly totals?: never; }
  |  /** The date on the document. Drafts may have none. */
  { readonly dueDate?: never; readonly issueDate: OrderDirection; readonly meta?: never; readonly number?: never; readonly open?: never; readonly openSigned?: never; readonly paidDate?: never; readonly postingDate?: never; readonly totals?: never; }
  |  /** Where the record came from, and how fresh it is. */
  { readonly dueDate?: never; readonly issueDate?: never; readonly meta: RecordMetaOrder; readonly number?: never; readonly open?: never; readonly openSigned?: never; readonly paidDate?: never; readonly postingDate?: never; readonly totals?: never; }
  |  /** The number printed on the document. */
  { readonly dueDate?: never; readonly issueDate?: never; readonly meta?: never; readonly number: OrderDirection; readonly open?: never; readonly openSigned?: never; readonly paidDate?: never; readonly postingDate?: never; readonly totals?: never; }
  |  /** What is not settled yet: never negative. */
  { readonly dueDate?: never; readonly issueDate?: never; readonly meta?: never; readonly number?: never; readonly open: DualMoneyOrder; readonly openSigned?: never; readonly paidDate?: never; readonly postingDate?: never; readonly totals?: never; }
  |  /** What is not settled yet, with a sign: positive adds to what is owed, credit notes are negative. */
  { readonly dueDate?: never; readonly issueDate?: never; readonly meta?: never; readonly number?: never; readonly open?: never; readonly openSigned: MoneyOrder; readonly paidDate?: never; readonly postingDate?: never; readonly totals?: never; }
  |  /** The date it was paid in full. */
  { readonly dueDate?: never; readonly issueDate?: never; readonly meta?: never; readonly number?: never; readonly open?: never; readonly openSigned?: never; readonly paidDate: OrderDirection; readonly postingDate?: never; readonly totals?: never; }
  |  /** The date it counts in the books. */
  { readonly dueDate?: never; readonly issueDate?: never; readonly meta?: never; readonly number?: never; readonly open?: never; readonly openSigned?: never; readonly paidDate?: never; readonly postingDate: OrderDirection; readonly totals?: never; }
  |  /** Its sums, in the currency of the document. */
  { readonly dueDate?: never; readonly issueDate?: never; readonly meta?: never; readonly number?: never; readonly open?: never; readonly openSigned?: never; readonly paidDate?: never; readonly postingDate?: never; readonly totals: DocumentTotalsOrder; };

/** How far an invoice has come. */
export type InvoiceStatus =
  /** Being written; nobody owes anything yet. */
  | 'DRAFT'
  /** Posted, nothing settled. */
  | 'OPEN'
  /** Another status, known to the source; see `sourceStatus`. */
  | 'OTHER'
  /** Settled in full. */
  | 'PAID'
  /** Posted, partly settled. */
  | 'PARTIALLY_PAID'
  /** Waiting for approval. */
  | 'PENDING_APPROVAL'
  /** The source does not say, or says something that is not known here; see `sourceStatus`. */
  | 'UNKNOWN'
  /** Cancelled. */
  | 'VOID'
  /** Given up: will not be paid. */
  | 'WRITTEN_OFF';

/** A condition on `InvoiceStatus`. All parts that are given must hold. */
export type InvoiceStatusFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<InvoiceStatus>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<InvoiceStatus>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<InvoiceStatus>;
};

/** Something that is sold, bought or kept in stock, as one source knows it. */
export type Item = Node & Record & {
  /** What tells it from other variants. */
  readonly attributes: ReadonlyArray<ItemAttribute>;
  /** The unit that stock is counted in, as an international code. */
  readonly baseUom: Maybe<Scalars['UomCode']['output']>;
  /** The category, as the source writes it. */
  readonly category: Maybe<Scalars['String']['output']>;
  /** Other units, and how many base units each is. */
  readonly conversions: ReadonlyArray<UomConversion>;
  /** What one base unit costs the company. Often not readable for the gateway's user. */
  readonly cost: Maybe<Money>;
  /** A longer text. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** The numbers under which the outside world knows it: GTIN, the manufacturer's and the suppliers' numbers. */
  readonly identifiers: ReadonlyArray<Identifier>;
  /** The price before any agreement with a customer. */
  readonly listPrice: Maybe<Money>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
  /** The name. */
  readonly name: Scalars['String']['output'];
  /** The item that it is a variant of. */
  readonly parent: Maybe<Item>;
  /** The same item over all systems. */
  readonly profile: Maybe<ItemProfile>;
  /** Whether it may be bought. */
  readonly purchasable: Maybe<Scalars['Boolean']['output']>;
  /** Whether it may be sold. */
  readonly sellable: Maybe<Scalars['Boolean']['output']>;
  /** The article number. */
  readonly sku: Maybe<Scalars['String']['output']>;
  /** The status as the source writes it. */
  readonly sourceStatus: Maybe<Scalars['String']['output']>;
  /** The unit that stock is counted in, as the source writes it; null if the source counts without naming a unit. */
  readonly sourceUom: Maybe<Scalars['String']['output']>;
  /** Whether it is in use. */
  readonly status: ItemStatus;
  /** What is in stock, in the same source, by warehouse. */
  readonly stock: Maybe<StockLevelConnection>;
  /** Whether single pieces or lots are told apart. */
  readonly tracking: ItemTracking;
  /** What kind of item it is. */
  readonly type: ItemType;
  /** The weight of one base unit. */
  readonly weight: Maybe<Quantity>;
};


/** Something that is sold, bought or kept in stock, as one source knows it. */
export type ItemstockArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<StockLevelOrder>>;
  where?: InputMaybe<StockLevelFilter>;
};

/** A property that tells an item from other variants. */
export type ItemAttribute = {
  /** The name of the property, as in "color". */
  readonly name: Scalars['String']['output'];
  /** Its value, as in "red". */
  readonly value: Scalars['String']['output'];
};

/** A page of `Item` records, and what became of each source that was asked for them. */
export type ItemConnection = {
  /** Whether every source gave all it had to give for this page. If not, totals made from it are partial. */
  readonly complete: Scalars['Boolean']['output'];
  /** The records of this page, each with its position in the list. */
  readonly edges: ReadonlyArray<ItemEdge>;
  /** The records of this page. */
  readonly nodes: ReadonlyArray<Item>;
  /** Where this page begins and ends. */
  readonly pageInfo: PageInfo;
  /** What became of each source that was asked. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** How many records match over all pages; null if a source cannot count them cheaply. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A `Item` record and its position in the list. */
export type ItemEdge = {
  /** The position of the record. Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: Item;
};

/** A condition on `Item`. All parts that are given must hold. */
export type ItemFilter = {
  /** All of these must hold. An empty list holds always. */
  readonly and?: InputMaybe<ReadonlyArray<ItemFilter>>;
  /** The unit that stock is counted in, as an international code. */
  readonly baseUom?: InputMaybe<TextFilter>;
  /** The category, as the source writes it. */
  readonly category?: InputMaybe<TextFilter>;
  /** What one base unit costs the company. Often not readable for the gateway's user. */
  readonly cost?: InputMaybe<MoneyFilter>;
  /** A longer text. */
  readonly description?: InputMaybe<TextFilter>;
  /** The same thing under keys of another source. */
  readonly externalKey?: InputMaybe<ExternalKeyFilter>;
  /** The global id. */
  readonly id?: InputMaybe<IdFilter>;
  /** The price before any agreement with a customer. */
  readonly listPrice?: InputMaybe<MoneyFilter>;
  /** Where the record came from, and how fresh it is. */
  readonly meta?: InputMaybe<RecordMetaFilter>;
  /** The name. */
  readonly name?: InputMaybe<TextFilter>;
  /** This must not hold. */
  readonly not?: InputMaybe<ItemFilter>;
  /** One of these must hold. An empty list holds never. */
  readonly or?: InputMaybe<ReadonlyArray<ItemFilter>>;
  /** The item that it is a variant of. */
  readonly parent?: InputMaybe<IdFilter>;
  /** Whether it may be bought. */
  readonly purchasable?: InputMaybe<BooleanFilter>;
  /** Whether it may be sold. */
  readonly sellable?: InputMaybe<BooleanFilter>;
  /** The article number. */
  readonly sku?: InputMaybe<TextFilter>;
  /** The unit that stock is counted in, as the source writes it; null if the source counts without naming a unit. */
  readonly sourceUom?: InputMaybe<TextFilter>;
  /** Whether it is in use. */
  readonly status?: InputMaybe<ItemStatusFilter>;
  /** Whether single pieces or lots are told apart. */
  readonly tracking?: InputMaybe<ItemTrackingFilter>;
  /** What kind of item it is. */
  readonly type?: InputMaybe<ItemTypeFilter>;
};

/** One term of an order of `Item`: give exactly one field. Nulls come last in both directions. */
export type ItemOrder =
  /** The category, as the source writes it. */
  { readonly category: OrderDirection; readonly cost?: never; readonly listPrice?: never; readonly meta?: never; readonly name?: never; readonly sku?: never; }
  |  /** What one base unit costs the company. Often not readable for the gateway's user. */
  { readonly category?: never; readonly cost: MoneyOrder; readonly listPrice?: never; readonly meta?: never; readonly name?: never; readonly sku?: never; }
  |  /** The price before any agreement with a customer. */
  { readonly category?: never; readonly cost?: never; readonly listPrice: MoneyOrder; readonly meta?: never; readonly name?: never; readonly sku?: never; }
  |  /** Where the record came from, and how fresh it is. */
  { readonly category?: never; readonly cost?: never; readonly listPrice?: never; readonly meta: RecordMetaOrder; readonly name?: never; readonly sku?: never; }
  |  /** The name. */
  { readonly category?: never; readonly cost?: never; readonly listPrice?: never; readonly meta?: never; readonly name: OrderDirection; readonly sku?: never; }
  |  /** The article number. */
  { readonly category?: never; readonly cost?: never; readonly listPrice?: never; readonly meta?: never; readonly name?: never; readonly sku: OrderDirection; };

/** An item over all systems: the records that the crosswalk says are the same thing. */
export type ItemProfile = Node & {
  /** Whether every member record could be read. */
  readonly complete: Scalars['Boolean']['output'];
  /** The name, taken from the record that the operator trusts most. */
  readonly displayName: Scalars['String']['output'];
  /** The global id of the profile. */
  readonly id: Scalars['ID']['output'];
  /** All numbers under which the outside world knows it, each once. */
  readonly identifiers: ReadonlyArray<Identifier>;
  /** The member records that could be read. */
  readonly records: ReadonlyArray<Item>;
  /** The article number, taken from the record that the operator trusts most. */
  readonly sku: Maybe<Scalars['String']['output']>;
  /** What became of each source that holds a member record. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** What is in stock, by warehouse, from all systems. */
  readonly stock: Maybe<StockLevelConnection>;
  /** What is in stock over all systems, one total for each unit. Null if no system could be read; partial when `complete` is false. */
  readonly stockTotals: Maybe<ReadonlyArray<StockTotal>>;
};


/** An item over all systems: the records that the crosswalk says are the same thing. */
export type ItemProfilestockArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<StockLevelOrder>>;
  where?: InputMaybe<StockLevelFilter>;
};

/** Whether an item is in use. */
export type ItemStatus =
  /** In use. */
  | 'ACTIVE'
  /** May not be used. */
  | 'BLOCKED'
  /** No longer made or bought. */
  | 'DISCONTINUED'
  /** Not in use. */
  | 'INACTIVE'
  /** Another status, known to the source; see `sourceStatus`. */
  | 'OTHER'
  /** The source does not say, or says something that is not known here; see `sourceStatus`. */
  | 'UNKNOWN';

/** A condition on `ItemStatus`. All parts that are given must hold. */
export type ItemStatusFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<ItemStatus>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<ItemStatus>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<ItemStatus>;
};

/** Whether single pieces or lots of an item are told apart. */
export type ItemTracking =
  /** Lots are. */
  | 'LOT'
  /** Neither. */
  | 'NONE'
  /** In another way, known to the source. */
  | 'OTHER'
  /** Single pieces are. */
  | 'SERIAL'
  /** The source does not say. */
  | 'UNKNOWN';

/** A condition on `ItemTracking`. All parts that are given must hold. */
export type ItemTrackingFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<ItemTracking>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<ItemTracking>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<ItemTracking>;
};

/** What kind of item something is. */
export type ItemType =
  /** An item that is built from others. */
  | 'ASSEMBLY'
  /** A charge, such as freight. */
  | 'CHARGE'
  /** Goods that are counted in stock. */
  | 'INVENTORY'
  /** Several items that are sold as one. */
  | 'KIT'
  /** Goods that are not counted. */
  | 'NON_INVENTORY'
  /** Another kind, known to the source. */
  | 'OTHER'
  /** Work. */
  | 'SERVICE'
  /** The source does not say, or says something that is not known here. */
  | 'UNKNOWN';

/** A condition on `ItemType`. All parts that are given must hold. */
export type ItemTypeFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<ItemType>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<ItemType>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<ItemType>;
};

/** An entry in the general ledger. In each ledger its debits equal its credits in the currency of the books. */
export type JournalEntry = Node & Record & {
  /** The date on the document behind it. */
  readonly documentDate: Maybe<Scalars['Date']['output']>;
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** The ledger it is posted in, where a company keeps several. */
  readonly ledger: Maybe<Scalars['String']['output']>;
  /** The company whose books it is in. */
  readonly legalEntity: Maybe<LegalEntity>;
  /** Its lines. Null if they could not be read. */
  readonly lines: Maybe<ReadonlyArray<JournalLine>>;
  /** Its text. */
  readonly memo: Maybe<Scalars['String']['output']>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
  /** The number of the entry. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** The document that caused it. */
  readonly origin: Maybe<DocumentRef>;
  /** The fiscal period, as YYYY-PPP. */
  readonly period: Maybe<Scalars['String']['output']>;
  /** The date it counts in the books. */
  readonly postingDate: Maybe<Scalars['Date']['output']>;
  /** The entry that it takes back. */
  readonly reversalOf: Maybe<DocumentRef>;
  /** The status as the source writes it. */
  readonly sourceStatus: Maybe<Scalars['String']['output']>;
  /** How far it has come. */
  readonly status: JournalStatus;
};

/** A page of `JournalEntry` records, and what became of each source that was asked for them. */
export type JournalEntryConnection = {
  /** Whether every source gave all it had to give for this page. If not, totals made from it are partial. */
  readonly complete: Scalars['Boolean']['output'];
  /** The records of this page, each with its position in the list. */
  readonly edges: ReadonlyArray<JournalEntryEdge>;
  /** The records of this page. */
  readonly nodes: ReadonlyArray<JournalEntry>;
  /** Where this page begins and ends. */
  readonly pageInfo: PageInfo;
  /** What became of each source that was asked. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** How many records match over all pages; null if a source cannot count them cheaply. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A `JournalEntry` record and its position in the list. */
export type JournalEntryEdge = {
  /** The position of the record. Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: JournalEntry;
};

/** A condition on `JournalEntry`. All parts that are given must hold. */
export type JournalEntryFilter = {
  /** All of these must hold. An empty list holds always. */
  readonly and?: InputMaybe<ReadonlyArray<JournalEntryFilter>>;
  /** The date on the document behind it. */
  readonly documentDate?: InputMaybe<DateFilter>;
  /** The global id. */
  readonly id?: InputMaybe<IdFilter>;
  /** The ledger it is posted in, where a company keeps several. */
  readonly ledger?: InputMaybe<TextFilter>;
  /** The company whose books it is in. */
  readonly legalEntity?: InputMaybe<IdFilter>;
  /** Its text. */
  readonly memo?: InputMaybe<TextFilter>;
  /** Where the record came from, and how fresh it is. */
  readonly meta?: InputMaybe<RecordMetaFilter>;
  /** This must not hold. */
  readonly not?: InputMaybe<JournalEntryFilter>;
  /** The number of the entry. */
  readonly number?: InputMaybe<TextFilter>;
  /** One of these must hold. An empty list holds never. */
  readonly or?: InputMaybe<ReadonlyArray<JournalEntryFilter>>;
  /** The fiscal period, as YYYY-PPP. */
  readonly period?: InputMaybe<TextFilter>;
  /** The date it counts in the books. */
  readonly postingDate?: InputMaybe<DateFilter>;
  /** How far it has come. */
  readonly status?: InputMaybe<JournalStatusFilter>;
};

/** One term of an order of `JournalEntry`: give exactly one field. Nulls come last in both directions. */
export type JournalEntryOrder =
  /** The date on the document behind it. */
  { readonly documentDate: OrderDirection; readonly meta?: never; readonly number?: never; readonly period?: never; readonly postingDate?: never; }
  |  /** Where the record came from, and how fresh it is. */
  { readonly documentDate?: never; readonly meta: RecordMetaOrder; readonly number?: never; readonly period?: never; readonly postingDate?: never; }
  |  /** The number of the entry. */
  { readonly documentDate?: never; readonly meta?: never; readonly number: OrderDirection; readonly period?: never; readonly postingDate?: never; }
  |  /** The fiscal period, as YYYY-PPP. */
  { readonly documentDate?: never; readonly meta?: never; readonly number?: never; readonly period: OrderDirection; readonly postingDate?: never; }
  |  /** The date it counts in the books. */
  { readonly documentDate?: never; readonly meta?: never; readonly number?: never; readonly period?: never; readonly postingDate: OrderDirection; };

/** One line of a journal entry. */
export type JournalLine = Node & Record & {
  /** The account it is posted to. */
  readonly account: Maybe<GLAccount>;
  /** How much is posted: never negative. */
  readonly amount: Maybe<DualMoney>;
  /** The customer it concerns. */
  readonly customer: Maybe<Customer>;
  /** The tags it is analysed by. */
  readonly dimensions: ReadonlyArray<Dimension>;
  /** The entry it belongs to. */
  readonly entry: Maybe<JournalEntry>;
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** Whether the source booked a negative amount on the other side, as reversals do. */
  readonly isNegativePosting: Maybe<Scalars['Boolean']['output']>;
  /** The item it concerns. */
  readonly item: Maybe<Item>;
  /** The number of the line. */
  readonly lineNo: Maybe<Scalars['Int']['output']>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
  /** The side it is posted on. */
  readonly side: Maybe<DebitCredit>;
  /** The supplier it concerns. */
  readonly supplier: Maybe<Supplier>;
  /** The tax code, as the source writes it. */
  readonly taxCode: Maybe<Scalars['String']['output']>;
  /** Its text. */
  readonly text: Maybe<Scalars['String']['output']>;
};

/** How far a journal entry has come. */
export type JournalStatus =
  /** Being written. */
  | 'DRAFT'
  /** Another status, known to the source; see `sourceStatus`. */
  | 'OTHER'
  /** Waiting for approval. */
  | 'PENDING_APPROVAL'
  /** In the books. */
  | 'POSTED'
  /** Taken back by another entry. */
  | 'REVERSED'
  /** The source does not say, or says something that is not known here; see `sourceStatus`. */
  | 'UNKNOWN'
  /** Cancelled. */
  | 'VOID';

/** A condition on `JournalStatus`. All parts that are given must hold. */
export type JournalStatusFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<JournalStatus>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<JournalStatus>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<JournalStatus>;
};

/** A company that keeps books: the owner of documents. */
export type LegalEntity = Node & Record & {
  /** The code of the company; where the source has no code, its key. */
  readonly code: Scalars['String']['output'];
  /** The country it is registered in. */
  readonly country: Maybe<Scalars['CountryCode']['output']>;
  /** The first day of its fiscal year, as MM-DD. */
  readonly fiscalYearStart: Maybe<Scalars['String']['output']>;
  /** The currency that its books are kept in. */
  readonly functionalCurrency: Scalars['CurrencyCode']['output'];
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
  /** The name of the company. */
  readonly name: Scalars['String']['output'];
  /** The company it belongs to. */
  readonly parent: Maybe<LegalEntity>;
  /** Its tax numbers. */
  readonly taxIds: ReadonlyArray<Identifier>;
  /** The IANA time zone that its calendar dates are in, as in Europe/Berlin. Set by the operator where the source has none. */
  readonly timeZone: Maybe<Scalars['String']['output']>;
};

/** A page of `LegalEntity` records, and what became of each source that was asked for them. */
export type LegalEntityConnection = {
  /** Whether every source gave all it had to give for this page. If not, totals made from it are partial. */
  readonly complete: Scalars['Boolean']['output'];
  /** The records of this page, each with its position in the list. */
  readonly edges: ReadonlyArray<LegalEntityEdge>;
  /** The records of this page. */
  readonly nodes: ReadonlyArray<LegalEntity>;
  /** Where this page begins and ends. */
  readonly pageInfo: PageInfo;
  /** What became of each source that was asked. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** How many records match over all pages; null if a source cannot count them cheaply. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A `LegalEntity` record and its position in the list. */
export type LegalEntityEdge = {
  /** The position of the record. Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: LegalEntity;
};

/** A condition on `LegalEntity`. All parts that are given must hold. */
export type LegalEntityFilter = {
  /** All of these must hold. An empty list holds always. */
  readonly and?: InputMaybe<ReadonlyArray<LegalEntityFilter>>;
  /** The code of the company; where the source has no code, its key. */
  readonly code?: InputMaybe<TextFilter>;
  /** The country it is registered in. */
  readonly country?: InputMaybe<TextFilter>;
  /** The currency that its books are kept in. */
  readonly functionalCurrency?: InputMaybe<TextFilter>;
  /** The global id. */
  readonly id?: InputMaybe<IdFilter>;
  /** Where the record came from, and how fresh it is. */
  readonly meta?: InputMaybe<RecordMetaFilter>;
  /** The name of the company. */
  readonly name?: InputMaybe<TextFilter>;
  /** This must not hold. */
  readonly not?: InputMaybe<LegalEntityFilter>;
  /** One of these must hold. An empty list holds never. */
  readonly or?: InputMaybe<ReadonlyArray<LegalEntityFilter>>;
  /** The company it belongs to. */
  readonly parent?: InputMaybe<IdFilter>;
};

/** One term of an order of `LegalEntity`: give exactly one field. Nulls come last in both directions. */
export type LegalEntityOrder =
  /** The code of the company; where the source has no code, its key. */
  { readonly code: OrderDirection; readonly meta?: never; readonly name?: never; }
  |  /** Where the record came from, and how fresh it is. */
  { readonly code?: never; readonly meta: RecordMetaOrder; readonly name?: never; }
  |  /** The name of the company. */
  { readonly code?: never; readonly meta?: never; readonly name: OrderDirection; };

/** How a limit counts. */
export type LimitKind =
  /** So many at one time. */
  | 'CONCURRENCY'
  /** So many within a day. */
  | 'QUOTA'
  /** A steady rate with some room for bursts. */
  | 'RATE'
  /** So many within any window of time. */
  | 'WINDOW';

/** One limit of a source, and what is left of it. */
export type LimitState = {
  /** The page of the vendor that states the limit; null if the operator set it. */
  readonly citation: Maybe<Scalars['String']['output']>;
  /** How the limit counts. */
  readonly kind: LimitKind;
  /** How much is allowed: calls, or the unit that the vendor counts in. */
  readonly limit: Scalars['Float']['output'];
  /** The name of the limit. */
  readonly name: Scalars['String']['output'];
  /** How much is left; null if that is not known. */
  readonly remaining: Maybe<Scalars['Float']['output']>;
  /** When more becomes available; null if some is left or that is not known. */
  readonly resetAt: Maybe<Scalars['DateTime']['output']>;
  /** The length of the window that the limit counts over; null for a limit on calls at one time. */
  readonly windowSeconds: Maybe<Scalars['Float']['output']>;
};

/** How exactly a source tells when a record was last changed. */
export type ModifiedPrecision =
  /** To the day. */
  | 'DAY'
  /** To the millisecond or better. */
  | 'INSTANT'
  /** To the minute. */
  | 'MINUTE'
  /** Not at all. */
  | 'NONE'
  /** To the second. */
  | 'SECOND';

/** An amount in one currency. Amounts are positive in the natural direction of their document. */
export type Money = {
  /** The exact amount, with the scale that the source sent. */
  readonly amount: Scalars['Decimal']['output'];
  /** The currency of the amount. */
  readonly currency: Scalars['CurrencyCode']['output'];
};

/** A condition on `Money`. All parts that are given must hold. */
export type MoneyFilter = {
  /** The exact amount, with the scale that the source sent. */
  readonly amount?: InputMaybe<DecimalFilter>;
  /** The currency of the amount. */
  readonly currency?: InputMaybe<TextFilter>;
};

/** One term of an order of `Money`: give exactly one field. Nulls come last in both directions. */
export type MoneyOrder =
  /** The exact amount, with the scale that the source sent. */
  { readonly amount: OrderDirection; readonly currency?: never; }
  |  /** The currency of the amount. */
  { readonly amount?: never; readonly currency: OrderDirection; };

/** Anything that has a global id. */
export type Node = {
  /** The global id: opaque, stable, and enough to find the object again with `node`. */
  readonly id: Scalars['ID']['output'];
};

/** Why a field has no value. */
export type NullReason =
  /** The source failed to deliver it; see `errors`. */
  | 'FAILED'
  /** The gateway's user in the source may not read it. */
  | 'NOT_AUTHORIZED'
  /** The product keeps it, but the connector does not translate it yet. */
  | 'NOT_MAPPED'
  /** This product does not keep such a value. */
  | 'NOT_PROVIDED_BY_SOURCE'
  /** The source keeps it, and it is empty for this record. */
  | 'NOT_SET'
  /** The source sent a value that has no counterpart here, such as a private currency code. */
  | 'UNMAPPED_VALUE';

/** What to do when the data at hand is older than the caller wishes. */
export type OnStale =
  /** Fail, without asking the source. */
  | 'FAIL'
  /** Ask the source again; if that fails, fail. */
  | 'REFETCH'
  /** Show what is at hand, say how old it is, and refresh it for the next caller. */
  | 'SERVE';

/** A sales deal that may be won. */
export type Opportunity = Node & Record & {
  /** What it is worth. */
  readonly amount: Maybe<DualMoney>;
  /** When it was decided. */
  readonly closedAt: Maybe<Scalars['DateTime']['output']>;
  /** The customer. */
  readonly customer: Maybe<Customer>;
  /** The day on which it should be decided. */
  readonly expectedCloseDate: Maybe<Scalars['Date']['output']>;
  /** How the forecast counts it. */
  readonly forecastCategory: Maybe<ForecastCategory>;
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** When something was last done for it. */
  readonly lastActivityAt: Maybe<Scalars['DateTime']['output']>;
  /** How the customer was found, as the source writes it. */
  readonly leadSource: Maybe<Scalars['String']['output']>;
  /** What is to be sold. Null if it could not be read. */
  readonly lines: Maybe<ReadonlyArray<OpportunityLine>>;
  /** Why it was lost, as the source writes it. */
  readonly lossReason: Maybe<Scalars['String']['output']>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
  /** The name of the deal. */
  readonly name: Scalars['String']['output'];
  /** The person in charge of it, as the source names them. */
  readonly owner: Maybe<Scalars['String']['output']>;
  /** The most important person at the customer. */
  readonly primaryContact: Maybe<Contact>;
  /** How likely it is to be won. */
  readonly probability: Maybe<Scalars['Percent']['output']>;
  /** The status as the source writes it. */
  readonly sourceStatus: Maybe<Scalars['String']['output']>;
  /** The step it has reached in the sales process. */
  readonly stage: Maybe<Stage>;
  /** Whether it is open, won or lost. */
  readonly status: OpportunityStatus;
  /** The amount times the probability, as the source tells it. */
  readonly weighted: Maybe<Money>;
};

/** A page of `Opportunity` records, and what became of each source that was asked for them. */
export type OpportunityConnection = {
  /** Whether every source gave all it had to give for this page. If not, totals made from it are partial. */
  readonly complete: Scalars['Boolean']['output'];
  /** The records of this page, each with its position in the list. */
  readonly edges: ReadonlyArray<OpportunityEdge>;
  /** The records of this page. */
  readonly nodes: ReadonlyArray<Opportunity>;
  /** Where this page begins and ends. */
  readonly pageInfo: PageInfo;
  /** What became of each source that was asked. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** How many records match over all pages; null if a source cannot count them cheaply. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A `Opportunity` record and its position in the list. */
export type OpportunityEdge = {
  /** The position of the record. Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: Opportunity;
};

/** A condition on `Opportunity`. All parts that are given must hold. */
export type OpportunityFilter = {
  /** What it is worth. */
  readonly amount?: InputMaybe<DualMoneyFilter>;
  /** All of these must hold. An empty list holds always. */
  readonly and?: InputMaybe<ReadonlyArray<OpportunityFilter>>;
  /** When it was decided. */
  readonly closedAt?: InputMaybe<DateTimeFilter>;
  /** The customer. */
  readonly customer?: InputMaybe<IdFilter>;
  /** The day on which it should be decided. */
  readonly expectedCloseDate?: InputMaybe<DateFilter>;
  /** How the forecast counts it. */
  readonly forecastCategory?: InputMaybe<ForecastCategoryFilter>;
  /** The global id. */
  readonly id?: InputMaybe<IdFilter>;
  /** When something was last done for it. */
  readonly lastActivityAt?: InputMaybe<DateTimeFilter>;
  /** How the customer was found, as the source writes it. */
  readonly leadSource?: InputMaybe<TextFilter>;
  /** Why it was lost, as the source writes it. */
  readonly lossReason?: InputMaybe<TextFilter>;
  /** Where the record came from, and how fresh it is. */
  readonly meta?: InputMaybe<RecordMetaFilter>;
  /** The name of the deal. */
  readonly name?: InputMaybe<TextFilter>;
  /** This must not hold. */
  readonly not?: InputMaybe<OpportunityFilter>;
  /** One of these must hold. An empty list holds never. */
  readonly or?: InputMaybe<ReadonlyArray<OpportunityFilter>>;
  /** The person in charge of it, as the source names them. */
  readonly owner?: InputMaybe<TextFilter>;
  /** The most important person at the customer. */
  readonly primaryContact?: InputMaybe<IdFilter>;
  /** How likely it is to be won. */
  readonly probability?: InputMaybe<DecimalFilter>;
  /** The step it has reached in the sales process. */
  readonly stage?: InputMaybe<StageFilter>;
  /** Whether it is open, won or lost. */
  readonly status?: InputMaybe<OpportunityStatusFilter>;
  /** The amount times the probability, as the source tells it. */
  readonly weighted?: InputMaybe<MoneyFilter>;
};

/** One line of a sales deal: what is to be sold. */
export type OpportunityLine = Node & Record & {
  /** The text of the line. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** The item to be sold. */
  readonly item: Maybe<Item>;
  /** The number of the line. */
  readonly lineNo: Maybe<Scalars['Int']['output']>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
  /** The amount of the line, after discount. */
  readonly net: Maybe<Money>;
  /** The deal it belongs to. */
  readonly opportunity: Maybe<Opportunity>;
  /** How much is to be sold. */
  readonly quantity: Maybe<Quantity>;
  /** The price of one unit. */
  readonly unitPrice: Maybe<Money>;
};

/** One term of an order of `Opportunity`: give exactly one field. Nulls come last in both directions. */
export type OpportunityOrder =
  /** What it is worth. */
  { readonly amount: DualMoneyOrder; readonly closedAt?: never; readonly expectedCloseDate?: never; readonly lastActivityAt?: never; readonly meta?: never; readonly name?: never; readonly owner?: never; readonly probability?: never; readonly stage?: never; readonly weighted?: never; }
  |  /** When it was decided. */
  { readonly amount?: never; readonly closedAt: OrderDirection; readonly expectedCloseDate?: never; readonly lastActivityAt?: never; readonly meta?: never; readonly name?: never; readonly owner?: never; readonly probability?: never; readonly stage?: never; readonly weighted?: never; }
  |  /** The day on which it should be decided. */
  { readonly amount?: never; readonly closedAt?: never; readonly expectedCloseDate: OrderDirection; readonly lastActivityAt?: never; readonly meta?: never; readonly name?: never; readonly owner?: never; readonly probability?: never; readonly stage?: never; readonly weighted?: never; }
  |  /** When something was last done for it. */
  { readonly amount?: never; readonly closedAt?: never; readonly expectedCloseDate?: never; readonly lastActivityAt: OrderDirection; readonly meta?: never; readonly name?: never; readonly owner?: never; readonly probability?: never; readonly stage?: never; readonly weighted?: never; }
  |  /** Where the record came from, and how fresh it is. */
  { readonly amount?: never; readonly closedAt?: never; readonly expectedCloseDate?: never; readonly lastActivityAt?: never; readonly meta: RecordMetaOrder; readonly name?: never; readonly owner?: never; readonly probability?: never; readonly stage?: never; readonly weighted?: never; }
  |  /** The name of the deal. */
  { readonly amount?: never; readonly closedAt?: never; readonly expectedCloseDate?: never; readonly lastActivityAt?: never; readonly meta?: never; readonly name: OrderDirection; readonly owner?: never; readonly probability?: never; readonly stage?: never; readonly weighted?: never; }
  |  /** The person in charge of it, as the source names them. */
  { readonly amount?: never; readonly closedAt?: never; readonly expectedCloseDate?: never; readonly lastActivityAt?: never; readonly meta?: never; readonly name?: never; readonly owner: OrderDirection; readonly probability?: never; readonly stage?: never; readonly weighted?: never; }
  |  /** How likely it is to be won. */
  { readonly amount?: never; readonly closedAt?: never; readonly expectedCloseDate?: never; readonly lastActivityAt?: never; readonly meta?: never; readonly name?: never; readonly owner?: never; readonly probability: OrderDirection; readonly stage?: never; readonly weighted?: never; }
  |  /** The step it has reached in the sales process. */
  { readonly amount?: never; readonly closedAt?: never; readonly expectedCloseDate?: never; readonly lastActivityAt?: never; readonly meta?: never; readonly name?: never; readonly owner?: never; readonly probability?: never; readonly stage: StageOrder; readonly weighted?: never; }
  |  /** The amount times the probability, as the source tells it. */
  { readonly amount?: never; readonly closedAt?: never; readonly expectedCloseDate?: never; readonly lastActivityAt?: never; readonly meta?: never; readonly name?: never; readonly owner?: never; readonly probability?: never; readonly stage?: never; readonly weighted: MoneyOrder; };

/** Whether a sales deal is open, won or lost. */
export type OpportunityStatus =
  /** Given up without being lost. */
  | 'CANCELLED'
  /** Lost. */
  | 'LOST'
  /** Not decided. */
  | 'OPEN'
  /** Another status, known to the source; see `sourceStatus`. */
  | 'OTHER'
  /** The source does not say, or says something that is not known here; see `sourceStatus`. */
  | 'UNKNOWN'
  /** Won. */
  | 'WON';

/** A condition on `OpportunityStatus`. All parts that are given must hold. */
export type OpportunityStatusFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<OpportunityStatus>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<OpportunityStatus>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<OpportunityStatus>;
};

/** What the source's own credit check said about an order. */
export type OrderCreditCheck =
  /** It is blocked. */
  | 'BLOCKED'
  /** It was not checked. */
  | 'NOT_CHECKED'
  /** Something else, known to the source. */
  | 'OTHER'
  /** It passed. */
  | 'PASSED'
  /** The source does not say. This is not a pass. */
  | 'UNKNOWN';

/** A condition on `OrderCreditCheck`. All parts that are given must hold. */
export type OrderCreditCheckFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<OrderCreditCheck>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<OrderCreditCheck>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<OrderCreditCheck>;
};

/** The direction of an order. Records whose field is null come last in both directions. */
export type OrderDirection =
  /** Smallest, earliest or first in code point order comes first; nulls come last. */
  | 'ASC'
  /** Largest, latest or last in code point order comes first; nulls come last. */
  | 'DESC';

/** Where a page of a list begins and ends. */
export type PageInfo = {
  /** The position of the last record. Give it as `after` to read on. */
  readonly endCursor: Maybe<Scalars['String']['output']>;
  /** Whether there are more records after this page. Also true when a source that failed may have more. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether there are records before this page. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The position of the first record. */
  readonly startCursor: Maybe<Scalars['String']['output']>;
};

/** Whether a party is an organization or a person. */
export type PartyKind =
  /** A company, authority or association. */
  | 'ORGANIZATION'
  /** Another kind, known to the source. */
  | 'OTHER'
  /** A person. */
  | 'PERSON'
  /** The source does not say. */
  | 'UNKNOWN';

/** A condition on `PartyKind`. All parts that are given must hold. */
export type PartyKindFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<PartyKind>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<PartyKind>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<PartyKind>;
};

/** Whether business is done with a party. */
export type PartyStatus =
  /** Business is done with it. */
  | 'ACTIVE'
  /** Put away, kept for the record. */
  | 'ARCHIVED'
  /** Business with it is blocked; see `blocks`. */
  | 'BLOCKED'
  /** No business is done with it. */
  | 'INACTIVE'
  /** Another status, known to the source; see `sourceStatus`. */
  | 'OTHER'
  /** The source does not say, or says something that is not known here; see `sourceStatus`. */
  | 'UNKNOWN';

/** A condition on `PartyStatus`. All parts that are given must hold. */
export type PartyStatusFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<PartyStatus>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<PartyStatus>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<PartyStatus>;
};

/** Money received or paid. */
export type Payment = Node & Record & {
  /** The documents that it settles. Null if that could not be read. */
  readonly allocations: Maybe<ReadonlyArray<Allocation>>;
  /** How much was paid. */
  readonly amount: Maybe<DualMoney>;
  /** The account of the bank or cash desk. */
  readonly bankAccount: Maybe<GLAccount>;
  /** The customer who paid or was paid back. */
  readonly customer: Maybe<Customer>;
  /** The day of the payment. */
  readonly date: Maybe<Scalars['Date']['output']>;
  /** Whether the money came in or went out. */
  readonly direction: PaymentDirection;
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
  /** How it was paid. */
  readonly method: PaymentMethod;
  /** The number of the payment. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** The reference that came with it. */
  readonly reference: Maybe<Scalars['String']['output']>;
  /** The status as the source writes it. */
  readonly sourceStatus: Maybe<Scalars['String']['output']>;
  /** How far it has come. */
  readonly status: PaymentStatus;
  /** The supplier who was paid or paid back. */
  readonly supplier: Maybe<Supplier>;
  /** What is not yet matched with documents. */
  readonly unapplied: Maybe<Money>;
};

/** A page of `Payment` records, and what became of each source that was asked for them. */
export type PaymentConnection = {
  /** Whether every source gave all it had to give for this page. If not, totals made from it are partial. */
  readonly complete: Scalars['Boolean']['output'];
  /** The records of this page, each with its position in the list. */
  readonly edges: ReadonlyArray<PaymentEdge>;
  /** The records of this page. */
  readonly nodes: ReadonlyArray<Payment>;
  /** Where this page begins and ends. */
  readonly pageInfo: PageInfo;
  /** What became of each source that was asked. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** How many records match over all pages; null if a source cannot count them cheaply. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** Whether money came in or went out. */
export type PaymentDirection =
  /** The company received it. */
  | 'INBOUND'
  /** The company paid it. */
  | 'OUTBOUND';

/** A condition on `PaymentDirection`. All parts that are given must hold. */
export type PaymentDirectionFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<PaymentDirection>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<PaymentDirection>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<PaymentDirection>;
};

/** A `Payment` record and its position in the list. */
export type PaymentEdge = {
  /** The position of the record. Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: Payment;
};

/** A condition on `Payment`. All parts that are given must hold. */
export type PaymentFilter = {
  /** How much was paid. */
  readonly amount?: InputMaybe<DualMoneyFilter>;
  /** All of these must hold. An empty list holds always. */
  readonly and?: InputMaybe<ReadonlyArray<PaymentFilter>>;
  /** The account of the bank or cash desk. */
  readonly bankAccount?: InputMaybe<IdFilter>;
  /** The customer who paid or was paid back. */
  readonly customer?: InputMaybe<IdFilter>;
  /** The day of the payment. */
  readonly date?: InputMaybe<DateFilter>;
  /** Whether the money came in or went out. */
  readonly direction?: InputMaybe<PaymentDirectionFilter>;
  /** The global id. */
  readonly id?: InputMaybe<IdFilter>;
  /** Where the record came from, and how fresh it is. */
  readonly meta?: InputMaybe<RecordMetaFilter>;
  /** How it was paid. */
  readonly method?: InputMaybe<PaymentMethodFilter>;
  /** This must not hold. */
  readonly not?: InputMaybe<PaymentFilter>;
  /** The number of the payment. */
  readonly number?: InputMaybe<TextFilter>;
  /** One of these must hold. An empty list holds never. */
  readonly or?: InputMaybe<ReadonlyArray<PaymentFilter>>;
  /** The reference that came with it. */
  readonly reference?: InputMaybe<TextFilter>;
  /** How far it has come. */
  readonly status?: InputMaybe<PaymentStatusFilter>;
  /** The supplier who was paid or paid back. */
  readonly supplier?: InputMaybe<IdFilter>;
  /** What is not yet matched with documents. */
  readonly unapplied?: InputMaybe<MoneyFilter>;
};

/** How money was paid. */
export type PaymentMethod =
  /** By bank transfer. */
  | 'BANK_TRANSFER'
  /** By card. */
  | 'CARD'
  /** In cash. */
  | 'CASH'
  /** By check. */
  | 'CHECK'
  /** By direct debit. */
  | 'DIRECT_DEBIT'
  /** By setting off what both sides owe. */
  | 'OFFSET'
  /** In another way, known to the source. */
  | 'OTHER'
  /** The source does not say, or says something that is not known here. */
  | 'UNKNOWN';

/** A condition on `PaymentMethod`. All parts that are given must hold. */
export type PaymentMethodFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<PaymentMethod>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<PaymentMethod>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<PaymentMethod>;
};

/** One term of an order of `Payment`: give exactly one field. Nulls come last in both directions. */
export type PaymentOrder =
  /** How much was paid. */
  { readonly amount: DualMoneyOrder; readonly date?: never; readonly meta?: never; readonly number?: never; readonly unapplied?: never; }
  |  /** The day of the payment. */
  { readonly amount?: never; readonly date: OrderDirection; readonly meta?: never; readonly number?: never; readonly unapplied?: never; }
  |  /** Where the record came from, and how fresh it is. */
  { readonly amount?: never; readonly date?: never; readonly meta: RecordMetaOrder; readonly number?: never; readonly unapplied?: never; }
  |  /** The number of the payment. */
  { readonly amount?: never; readonly date?: never; readonly meta?: never; readonly number: OrderDirection; readonly unapplied?: never; }
  |  /** What is not yet matched with documents. */
  { readonly amount?: never; readonly date?: never; readonly meta?: never; readonly number?: never; readonly unapplied: MoneyOrder; };

/** How far a payment has come. */
export type PaymentStatus =
  /** Seen on the bank statement. */
  | 'CLEARED'
  /** Being written. */
  | 'DRAFT'
  /** Did not succeed. */
  | 'FAILED'
  /** Another status, known to the source; see `sourceStatus`. */
  | 'OTHER'
  /** Under way. */
  | 'PENDING'
  /** Booked. */
  | 'POSTED'
  /** Taken back after it was booked. */
  | 'REVERSED'
  /** The source does not say, or says something that is not known here; see `sourceStatus`. */
  | 'UNKNOWN'
  /** Cancelled. */
  | 'VOID';

/** A condition on `PaymentStatus`. All parts that are given must hold. */
export type PaymentStatusFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<PaymentStatus>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<PaymentStatus>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<PaymentStatus>;
};

/** When and how a document is to be paid. */
export type PaymentTerm = {
  /** The code of the term in the source. */
  readonly code: Maybe<Scalars['String']['output']>;
  /** The term in words. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** Days within which the discount is granted. */
  readonly discountDays: Maybe<Scalars['Int']['output']>;
  /** The discount for paying early. */
  readonly discountPercent: Maybe<Scalars['Percent']['output']>;
  /** Days until the full amount is due. */
  readonly netDays: Maybe<Scalars['Int']['output']>;
};

/** A condition on `PaymentTerm`. All parts that are given must hold. */
export type PaymentTermFilter = {
  /** The code of the term in the source. */
  readonly code?: InputMaybe<TextFilter>;
};

/** How much of an order is done. */
export type Progress =
  /** Everything. */
  | 'COMPLETE'
  /** Nothing. */
  | 'NONE'
  /** There is nothing to do. */
  | 'NOT_APPLICABLE'
  /** Another state, known to the source. */
  | 'OTHER'
  /** A part. */
  | 'PARTIAL'
  /** The source does not say, or says something that is not known here. */
  | 'UNKNOWN';

/** A condition on `Progress`. All parts that are given must hold. */
export type ProgressFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<Progress>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<Progress>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<Progress>;
};

/** An order to a supplier. */
export type PurchaseOrder = Node & Record & {
  /** How much of it is billed. */
  readonly billing: Progress;
  /** The currency of the order. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** The date the goods should come. */
  readonly expectedDate: Maybe<Scalars['Date']['output']>;
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** The bills for it. Null if that could not be read. */
  readonly invoices: Maybe<ReadonlyArray<DocumentRef>>;
  /** Its lines. Null if they could not be read. */
  readonly lines: Maybe<ReadonlyArray<PurchaseOrderLine>>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
  /** The number of the order. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** Whether it is held. */
  readonly onHold: Maybe<Scalars['Boolean']['output']>;
  /** The date of the order. */
  readonly orderDate: Maybe<Scalars['Date']['output']>;
  /** How much of it has come. */
  readonly receipt: Progress;
  /** Where the goods go. */
  readonly shipTo: Maybe<Address>;
  /** The status as the source writes it. */
  readonly sourceStatus: Maybe<Scalars['String']['output']>;
  /** How far it has come. Receipt and billing have their own fields. */
  readonly status: PurchaseOrderStatus;
  /** The supplier. */
  readonly supplier: Maybe<Supplier>;
  /** The supplier's own number for it. */
  readonly supplierReference: Maybe<Scalars['String']['output']>;
  /** Its sums, in the currency of the order. */
  readonly totals: DocumentTotals;
};

/** A page of `PurchaseOrder` records, and what became of each source that was asked for them. */
export type PurchaseOrderConnection = {
  /** Whether every source gave all it had to give for this page. If not, totals made from it are partial. */
  readonly complete: Scalars['Boolean']['output'];
  /** The records of this page, each with its position in the list. */
  readonly edges: ReadonlyArray<PurchaseOrderEdge>;
  /** The records of this page. */
  readonly nodes: ReadonlyArray<PurchaseOrder>;
  /** Where this page begins and ends. */
  readonly pageInfo: PageInfo;
  /** What became of each source that was asked. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** How many records match over all pages; null if a source cannot count them cheaply. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A `PurchaseOrder` record and its position in the list. */
export type PurchaseOrderEdge = {
  /** The position of the record. Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: PurchaseOrder;
};

/** A condition on `PurchaseOrder`. All parts that are given must hold. */
export type PurchaseOrderFilter = {
  /** All of these must hold. An empty list holds always. */
  readonly and?: InputMaybe<ReadonlyArray<PurchaseOrderFilter>>;
  /** How much of it is billed. */
  readonly billing?: InputMaybe<ProgressFilter>;
  /** The currency of the order. */
  readonly currency?: InputMaybe<TextFilter>;
  /** The date the goods should come. */
  readonly expectedDate?: InputMaybe<DateFilter>;
  /** The global id. */
  readonly id?: InputMaybe<IdFilter>;
  /** Where the record came from, and how fresh it is. */
  readonly meta?: InputMaybe<RecordMetaFilter>;
  /** This must not hold. */
  readonly not?: InputMaybe<PurchaseOrderFilter>;
  /** The number of the order. */
  readonly number?: InputMaybe<TextFilter>;
  /** Whether it is held. */
  readonly onHold?: InputMaybe<BooleanFilter>;
  /** One of these must hold. An empty list holds never. */
  readonly or?: InputMaybe<ReadonlyArray<PurchaseOrderFilter>>;
  /** The date of the order. */
  readonly orderDate?: InputMaybe<DateFilter>;
  /** How much of it has come. */
  readonly receipt?: InputMaybe<ProgressFilter>;
  /** How far it has come. Receipt and billing have their own fields. */
  readonly status?: InputMaybe<PurchaseOrderStatusFilter>;
  /** The supplier. */
  readonly supplier?: InputMaybe<IdFilter>;
  /** The supplier's own number for it. */
  readonly supplierReference?: InputMaybe<TextFilter>;
  /** Its sums, in the currency of the order. */
  readonly totals?: InputMaybe<DocumentTotalsFilter>;
};

/** One line of a purchase order. */
export type PurchaseOrderLine = Node & Record & {
  /** How much is billed. */
  readonly billed: Maybe<Quantity>;
  /** The text of the line. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** The date it should come. */
  readonly expectedDate: Maybe<Scalars['Date']['output']>;
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** The item that is ordered. */
  readonly item: Maybe<Item>;
  /** The number of the line. */
  readonly lineNo: Maybe<Scalars['Int']['output']>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
  /** The amount of the line after discount, before tax. */
  readonly net: Maybe<Money>;
  /** How much is still to come. */
  readonly open: Maybe<Quantity>;
  /** How much is ordered. */
  readonly ordered: Maybe<Quantity>;
  /** The date the supplier promised. */
  readonly promisedDate: Maybe<Scalars['Date']['output']>;
  /** The order it belongs to. */
  readonly purchaseOrder: Maybe<PurchaseOrder>;
  /** How much has come. */
  readonly received: Maybe<Quantity>;
  /** The status as the source writes it. */
  readonly sourceStatus: Maybe<Scalars['String']['output']>;
  /** How far it has come. */
  readonly status: PurchaseOrderStatus;
  /** The price of one unit, before tax. */
  readonly unitPrice: Maybe<Money>;
  /** The warehouse it goes to. */
  readonly warehouse: Maybe<Warehouse>;
};

/** One term of an order of `PurchaseOrder`: give exactly one field. Nulls come last in both directions. */
export type PurchaseOrderOrder =
  /** The date the goods should come. */
  { readonly expectedDate: OrderDirection; readonly meta?: never; readonly number?: never; readonly orderDate?: never; readonly totals?: never; }
  |  /** Where the record came from, and how fresh it is. */
  { readonly expectedDate?: never; readonly meta: RecordMetaOrder; readonly number?: never; readonly orderDate?: never; readonly totals?: never; }
  |  /** The number of the order. */
  { readonly expectedDate?: never; readonly meta?: never; readonly number: OrderDirection; readonly orderDate?: never; readonly totals?: never; }
  |  /** The date of the order. */
  { readonly expectedDate?: never; readonly meta?: never; readonly number?: never; readonly orderDate: OrderDirection; readonly totals?: never; }
  |  /** Its sums, in the currency of the order. */
  { readonly expectedDate?: never; readonly meta?: never; readonly number?: never; readonly orderDate?: never; readonly totals: DocumentTotalsOrder; };

/** How far a purchase order has come. */
export type PurchaseOrderStatus =
  /** Approved, not yet sent to the supplier. */
  | 'APPROVED'
  /** Cancelled. */
  | 'CANCELLED'
  /** Closed before everything was done. */
  | 'CLOSED'
  /** Received and billed. */
  | 'COMPLETED'
  /** Being written. */
  | 'DRAFT'
  /** Sent; something is left to do. */
  | 'OPEN'
  /** Another status, known to the source; see `sourceStatus`. */
  | 'OTHER'
  /** Waiting for approval. */
  | 'PENDING_APPROVAL'
  /** The source does not say, or says something that is not known here; see `sourceStatus`. */
  | 'UNKNOWN';

/** A condition on `PurchaseOrderStatus`. All parts that are given must hold. */
export type PurchaseOrderStatusFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<PurchaseOrderStatus>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<PurchaseOrderStatus>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<PurchaseOrderStatus>;
};

/** An amount of goods or work in one unit. */
export type Quantity = {
  /** The unit as the source writes it; null if the source counts without naming a unit. */
  readonly sourceUom: Maybe<Scalars['String']['output']>;
  /** The unit as an international code; null if the source's unit has no known counterpart. */
  readonly uom: Maybe<Scalars['UomCode']['output']>;
  /** The exact number of units. */
  readonly value: Scalars['Decimal']['output'];
};

/** A condition on `Quantity`. All parts that are given must hold. */
export type QuantityFilter = {
  /** The unit as an international code; null if the source's unit has no known counterpart. */
  readonly uom?: InputMaybe<TextFilter>;
  /** The exact number of units. */
  readonly value?: InputMaybe<DecimalFilter>;
};

/** One term of an order of `Quantity`: give exactly one field. Nulls come last in both directions. */
export type QuantityOrder =
  /** The exact number of units. */
  { readonly value: OrderDirection; };

/** Everything that can be asked. */
export type Query = {
  /** The `Contact` with this global id; null if there is none. */
  readonly contact: Maybe<Contact>;
  /** The `Contact` records of all connected sources that serve them, as one list. */
  readonly contacts: Maybe<ContactConnection>;
  /** The `CreditStatus` with this global id; null if there is none. */
  readonly creditStatus: Maybe<CreditStatus>;
  /** The `CreditStatus` records of all connected sources that serve them, as one list. */
  readonly creditStatuses: Maybe<CreditStatusConnection>;
  /** The `Customer` with this global id; null if there is none. */
  readonly customer: Maybe<Customer>;
  /** A customer over all systems. Give exactly one argument; null if nothing is found. */
  readonly customerProfile: Maybe<CustomerProfile>;
  /** The `Customer` records of all connected sources that serve them, as one list. */
  readonly customers: Maybe<CustomerConnection>;
  /** The `GLAccount` with this global id; null if there is none. */
  readonly glAccount: Maybe<GLAccount>;
  /** The `GLAccount` records of all connected sources that serve them, as one list. */
  readonly glAccounts: Maybe<GLAccountConnection>;
  /** The `Invoice` with this global id; null if there is none. */
  readonly invoice: Maybe<Invoice>;
  /** The `Invoice` records of all connected sources that serve them, as one list. */
  readonly invoices: Maybe<InvoiceConnection>;
  /** The `Item` with this global id; null if there is none. */
  readonly item: Maybe<Item>;
  /** An item over all systems. Give exactly one argument; null if nothing is found. */
  readonly itemProfile: Maybe<ItemProfile>;
  /** The `Item` records of all connected sources that serve them, as one list. */
  readonly items: Maybe<ItemConnection>;
  /** The `JournalEntry` records of all connected sources that serve them, as one list. */
  readonly journalEntries: Maybe<JournalEntryConnection>;
  /** The `JournalEntry` with this global id; null if there is none. */
  readonly journalEntry: Maybe<JournalEntry>;
  /** The `LegalEntity` records of all connected sources that serve them, as one list. */
  readonly legalEntities: Maybe<LegalEntityConnection>;
  /** The `LegalEntity` with this global id; null if there is none. */
  readonly legalEntity: Maybe<LegalEntity>;
  /** Any object by its global id; null if there is none. */
  readonly node: Maybe<Node>;
  /** The `Opportunity` records of all connected sources that serve them, as one list. */
  readonly opportunities: Maybe<OpportunityConnection>;
  /** The `Opportunity` with this global id; null if there is none. */
  readonly opportunity: Maybe<Opportunity>;
  /** The `Payment` with this global id; null if there is none. */
  readonly payment: Maybe<Payment>;
  /** The `Payment` records of all connected sources that serve them, as one list. */
  readonly payments: Maybe<PaymentConnection>;
  /** The `PurchaseOrder` with this global id; null if there is none. */
  readonly purchaseOrder: Maybe<PurchaseOrder>;
  /** The `PurchaseOrder` records of all connected sources that serve them, as one list. */
  readonly purchaseOrders: Maybe<PurchaseOrderConnection>;
  /** The `SalesOrder` with this global id; null if there is none. */
  readonly salesOrder: Maybe<SalesOrder>;
  /** The `SalesOrder` records of all connected sources that serve them, as one list. */
  readonly salesOrders: Maybe<SalesOrderConnection>;
  /** The connected systems, and how they fare. Asks none of them. */
  readonly sources: ReadonlyArray<SourceState>;
  /** The `StockLevel` with this global id; null if there is none. */
  readonly stockLevel: Maybe<StockLevel>;
  /** The `StockLevel` records of all connected sources that serve them, as one list. */
  readonly stockLevels: Maybe<StockLevelConnection>;
  /** The `Supplier` with this global id; null if there is none. */
  readonly supplier: Maybe<Supplier>;
  /** The `Supplier` records of all connected sources that serve them, as one list. */
  readonly suppliers: Maybe<SupplierConnection>;
  /** The `Warehouse` with this global id; null if there is none. */
  readonly warehouse: Maybe<Warehouse>;
  /** The `Warehouse` records of all connected sources that serve them, as one list. */
  readonly warehouses: Maybe<WarehouseConnection>;
};


/** Everything that can be asked. */
export type QuerycontactArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be asked. */
export type QuerycontactsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<ContactOrder>>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  where?: InputMaybe<ContactFilter>;
};


/** Everything that can be asked. */
export type QuerycreditStatusArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be asked. */
export type QuerycreditStatusesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<CreditStatusOrder>>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  where?: InputMaybe<CreditStatusFilter>;
};


/** Everything that can be asked. */
export type QuerycustomerArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be asked. */
export type QuerycustomerProfileArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  match?: InputMaybe<CustomerMatch>;
  record?: InputMaybe<Scalars['ID']['input']>;
};


/** Everything that can be asked. */
export type QuerycustomersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<CustomerOrder>>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  where?: InputMaybe<CustomerFilter>;
};


/** Everything that can be asked. */
export type QueryglAccountArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be asked. */
export type QueryglAccountsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<GLAccountOrder>>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  where?: InputMaybe<GLAccountFilter>;
};


/** Everything that can be asked. */
export type QueryinvoiceArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be asked. */
export type QueryinvoicesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<InvoiceOrder>>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  where?: InputMaybe<InvoiceFilter>;
};


/** Everything that can be asked. */
export type QueryitemArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be asked. */
export type QueryitemProfileArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  record?: InputMaybe<Scalars['ID']['input']>;
  sku?: InputMaybe<Scalars['String']['input']>;
};


/** Everything that can be asked. */
export type QueryitemsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<ItemOrder>>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  where?: InputMaybe<ItemFilter>;
};


/** Everything that can be asked. */
export type QueryjournalEntriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<JournalEntryOrder>>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  where?: InputMaybe<JournalEntryFilter>;
};


/** Everything that can be asked. */
export type QueryjournalEntryArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be asked. */
export type QuerylegalEntitiesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<LegalEntityOrder>>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  where?: InputMaybe<LegalEntityFilter>;
};


/** Everything that can be asked. */
export type QuerylegalEntityArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be asked. */
export type QuerynodeArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be asked. */
export type QueryopportunitiesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<OpportunityOrder>>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  where?: InputMaybe<OpportunityFilter>;
};


/** Everything that can be asked. */
export type QueryopportunityArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be asked. */
export type QuerypaymentArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be asked. */
export type QuerypaymentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<PaymentOrder>>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  where?: InputMaybe<PaymentFilter>;
};


/** Everything that can be asked. */
export type QuerypurchaseOrderArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be asked. */
export type QuerypurchaseOrdersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<PurchaseOrderOrder>>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  where?: InputMaybe<PurchaseOrderFilter>;
};


/** Everything that can be asked. */
export type QuerysalesOrderArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be asked. */
export type QuerysalesOrdersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<SalesOrderOrder>>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  where?: InputMaybe<SalesOrderFilter>;
};


/** Everything that can be asked. */
export type QuerystockLevelArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be asked. */
export type QuerystockLevelsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<StockLevelOrder>>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  where?: InputMaybe<StockLevelFilter>;
};


/** Everything that can be asked. */
export type QuerysupplierArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be asked. */
export type QuerysuppliersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<SupplierOrder>>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  where?: InputMaybe<SupplierFilter>;
};


/** Everything that can be asked. */
export type QuerywarehouseArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be asked. */
export type QuerywarehousesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<WarehouseOrder>>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  where?: InputMaybe<WarehouseFilter>;
};

/** One record of one source, translated into the shape that all sources share. Nothing is merged into it. */
export type Record = {
  /** The global id of the record: its source, its type and its key there. */
  readonly id: Scalars['ID']['output'];
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
};

/** Where a record came from, how fresh it is, and why fields of it are null. */
export type RecordMeta = {
  /** How many seconds ago the source was asked. */
  readonly ageSeconds: Scalars['Int']['output'];
  /** Whether the source has marked the record as deleted; null if the source cannot tell. */
  readonly deleted: Maybe<Scalars['Boolean']['output']>;
  /** The source's own version mark of the record, for conditional requests. */
  readonly etag: Maybe<Scalars['String']['output']>;
  /** When the gateway asked the source for what is shown here. */
  readonly fetchedAt: Scalars['DateTime']['output'];
  /** The company that owns the record, if the source says. */
  readonly legalEntity: Maybe<LegalEntity>;
  /** The version of the translation from the source's fields to these. */
  readonly mappingVersion: Scalars['String']['output'];
  /** Why fields of this record are null or incomplete. A field that is merely empty in the source need not be listed. */
  readonly nullReasons: ReadonlyArray<FieldNote>;
  /** Whether the source was asked just now, or a cache answered. */
  readonly servedFrom: ServedFrom;
  /** The source that holds the record. */
  readonly source: Source;
  /** When the record was created, as the source tells it. */
  readonly sourceCreatedAt: Maybe<Scalars['DateTime']['output']>;
  /** The record's key in the source, as the source writes it. */
  readonly sourceId: Scalars['String']['output'];
  /** When the record was last changed, as the source tells it. See `sourceModifiedPrecision` for how exact that is. */
  readonly sourceModifiedAt: Maybe<Scalars['DateTime']['output']>;
  /** How exactly the source tells the time of the last change. */
  readonly sourceModifiedPrecision: ModifiedPrecision;
  /** The name of the record's object in the source, as the source writes it. */
  readonly sourceObject: Scalars['String']['output'];
  /** A link that opens the record in the source's own user interface. */
  readonly sourceUrl: Maybe<Scalars['String']['output']>;
};

/** A condition on `RecordMeta`. All parts that are given must hold. */
export type RecordMetaFilter = {
  /** The company that owns the record, if the source says. */
  readonly legalEntity?: InputMaybe<IdFilter>;
  /** When the record was created, as the source tells it. */
  readonly sourceCreatedAt?: InputMaybe<DateTimeFilter>;
  /** The record's key in the source, as the source writes it. */
  readonly sourceId?: InputMaybe<TextFilter>;
  /** When the record was last changed, as the source tells it. See `sourceModifiedPrecision` for how exact that is. */
  readonly sourceModifiedAt?: InputMaybe<DateTimeFilter>;
};

/** One term of an order of `RecordMeta`: give exactly one field. Nulls come last in both directions. */
export type RecordMetaOrder =
  /** When the record was created, as the source tells it. */
  { readonly sourceCreatedAt: OrderDirection; readonly sourceModifiedAt?: never; }
  |  /** When the record was last changed, as the source tells it. See `sourceModifiedPrecision` for how exact that is. */
  { readonly sourceCreatedAt?: never; readonly sourceModifiedAt: OrderDirection; };

/** How likely a customer is to fail to pay. */
export type RiskBand =
  /** Likely. */
  | 'HIGH'
  /** Unlikely. */
  | 'LOW'
  /** Possible. */
  | 'MEDIUM'
  /** A class that the operator's settings place in none of these. */
  | 'OTHER'
  /** The source keeps no class, or one that is not translated. */
  | 'UNKNOWN';

/** A condition on `RiskBand`. All parts that are given must hold. */
export type RiskBandFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<RiskBand>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<RiskBand>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<RiskBand>;
};

/** An order from a customer. */
export type SalesOrder = Node & Record & {
  /** How much of it is billed. */
  readonly billing: Progress;
  /** What the source's own credit check said. */
  readonly creditCheck: OrderCreditCheck;
  /** The currency of the order. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** The customer. */
  readonly customer: Maybe<Customer>;
  /** The customer's own number for it. */
  readonly customerPoNumber: Maybe<Scalars['String']['output']>;
  /** How much of it is delivered. */
  readonly fulfillment: Progress;
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** The invoices that bill it. Null if that could not be read. */
  readonly invoices: Maybe<ReadonlyArray<DocumentRef>>;
  /** Its lines. Null if they could not be read. */
  readonly lines: Maybe<ReadonlyArray<SalesOrderLine>>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
  /** The number of the order. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** Whether it is held. */
  readonly onHold: Maybe<Scalars['Boolean']['output']>;
  /** The sales deal that it came from. */
  readonly opportunity: Maybe<DocumentRef>;
  /** The date of the order. */
  readonly orderDate: Maybe<Scalars['Date']['output']>;
  /** The date the customer wants it. */
  readonly requestedDate: Maybe<Scalars['Date']['output']>;
  /** Where the goods go. */
  readonly shipTo: Maybe<Address>;
  /** The status as the source writes it. */
  readonly sourceStatus: Maybe<Scalars['String']['output']>;
  /** How far it has come. Delivery and billing have their own fields. */
  readonly status: SalesOrderStatus;
  /** Its sums, in the currency of the order. */
  readonly totals: DocumentTotals;
};

/** A page of `SalesOrder` records, and what became of each source that was asked for them. */
export type SalesOrderConnection = {
  /** Whether every source gave all it had to give for this page. If not, totals made from it are partial. */
  readonly complete: Scalars['Boolean']['output'];
  /** The records of this page, each with its position in the list. */
  readonly edges: ReadonlyArray<SalesOrderEdge>;
  /** The records of this page. */
  readonly nodes: ReadonlyArray<SalesOrder>;
  /** Where this page begins and ends. */
  readonly pageInfo: PageInfo;
  /** What became of each source that was asked. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** How many records match over all pages; null if a source cannot count them cheaply. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A `SalesOrder` record and its position in the list. */
export type SalesOrderEdge = {
  /** The position of the record. Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: SalesOrder;
};

/** A condition on `SalesOrder`. All parts that are given must hold. */
export type SalesOrderFilter = {
  /** All of these must hold. An empty list holds always. */
  readonly and?: InputMaybe<ReadonlyArray<SalesOrderFilter>>;
  /** How much of it is billed. */
  readonly billing?: InputMaybe<ProgressFilter>;
  /** What the source's own credit check said. */
  readonly creditCheck?: InputMaybe<OrderCreditCheckFilter>;
  /** The currency of the order. */
  readonly currency?: InputMaybe<TextFilter>;
  /** The customer. */
  readonly customer?: InputMaybe<IdFilter>;
  /** The customer's own number for it. */
  readonly customerPoNumber?: InputMaybe<TextFilter>;
  /** How much of it is delivered. */
  readonly fulfillment?: InputMaybe<ProgressFilter>;
  /** The global id. */
  readonly id?: InputMaybe<IdFilter>;
  /** Where the record came from, and how fresh it is. */
  readonly meta?: InputMaybe<RecordMetaFilter>;
  /** This must not hold. */
  readonly not?: InputMaybe<SalesOrderFilter>;
  /** The number of the order. */
  readonly number?: InputMaybe<TextFilter>;
  /** Whether it is held. */
  readonly onHold?: InputMaybe<BooleanFilter>;
  /** One of these must hold. An empty list holds never. */
  readonly or?: InputMaybe<ReadonlyArray<SalesOrderFilter>>;
  /** The date of the order. */
  readonly orderDate?: InputMaybe<DateFilter>;
  /** The date the customer wants it. */
  readonly requestedDate?: InputMaybe<DateFilter>;
  /** How far it has come. Delivery and billing have their own fields. */
  readonly status?: InputMaybe<SalesOrderStatusFilter>;
  /** Its sums, in the currency of the order. */
  readonly totals?: InputMaybe<DocumentTotalsFilter>;
};

/** One line of a sales order. */
export type SalesOrderLine = Node & Record & {
  /** How much is delivered. */
  readonly delivered: Maybe<Quantity>;
  /** The text of the line. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** How much is billed. */
  readonly invoiced: Maybe<Quantity>;
  /** The item that is ordered. */
  readonly item: Maybe<Item>;
  /** The number of the line. */
  readonly lineNo: Maybe<Scalars['Int']['output']>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
  /** The amount of the line after discount, before tax. */
  readonly net: Maybe<Money>;
  /** How much is still to be delivered. */
  readonly open: Maybe<Quantity>;
  /** How much is ordered. */
  readonly ordered: Maybe<Quantity>;
  /** The date it was promised for. */
  readonly promisedDate: Maybe<Scalars['Date']['output']>;
  /** The date the customer wants it. */
  readonly requestedDate: Maybe<Scalars['Date']['output']>;
  /** How much is reserved for it. */
  readonly reserved: Maybe<Quantity>;
  /** The order it belongs to. */
  readonly salesOrder: Maybe<SalesOrder>;
  /** The status as the source writes it. */
  readonly sourceStatus: Maybe<Scalars['String']['output']>;
  /** How far it has come. */
  readonly status: SalesOrderStatus;
  /** The price of one unit, before tax. */
  readonly unitPrice: Maybe<Money>;
  /** The warehouse it is delivered from. */
  readonly warehouse: Maybe<Warehouse>;
};

/** One term of an order of `SalesOrder`: give exactly one field. Nulls come last in both directions. */
export type SalesOrderOrder =
  /** Where the record came from, and how fresh it is. */
  { readonly meta: RecordMetaOrder; readonly number?: never; readonly orderDate?: never; readonly requestedDate?: never; readonly totals?: never; }
  |  /** The number of the order. */
  { readonly meta?: never; readonly number: OrderDirection; readonly orderDate?: never; readonly requestedDate?: never; readonly totals?: never; }
  |  /** The date of the order. */
  { readonly meta?: never; readonly number?: never; readonly orderDate: OrderDirection; readonly requestedDate?: never; readonly totals?: never; }
  |  /** The date the customer wants it. */
  { readonly meta?: never; readonly number?: never; readonly orderDate?: never; readonly requestedDate: OrderDirection; readonly totals?: never; }
  |  /** Its sums, in the currency of the order. */
  { readonly meta?: never; readonly number?: never; readonly orderDate?: never; readonly requestedDate?: never; readonly totals: DocumentTotalsOrder; };

/** How far a sales order has come. */
export type SalesOrderStatus =
  /** Cancelled. */
  | 'CANCELLED'
  /** Closed before everything was done. */
  | 'CLOSED'
  /** Delivered and billed. */
  | 'COMPLETED'
  /** Being written, or a quotation. */
  | 'DRAFT'
  /** Accepted; something is left to do. */
  | 'OPEN'
  /** Another status, known to the source; see `sourceStatus`. */
  | 'OTHER'
  /** Waiting for approval. */
  | 'PENDING_APPROVAL'
  /** The source does not say, or says something that is not known here; see `sourceStatus`. */
  | 'UNKNOWN';

/** A condition on `SalesOrderStatus`. All parts that are given must hold. */
export type SalesOrderStatusFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<SalesOrderStatus>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<SalesOrderStatus>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<SalesOrderStatus>;
};

/** Whether the source was asked for a record just now. */
export type ServedFrom =
  /** A cache answered, within the age that is allowed. */
  | 'CACHE'
  /** The source was asked for this very answer. */
  | 'LIVE'
  /** A cache answered beyond that age, because the source could not be asked and the caller allows it. */
  | 'STALE_CACHE';

/** The source that a record came from: one connected system. */
export type Source = {
  /** The product, as in "sap-s4hana". */
  readonly kind: Scalars['String']['output'];
  /** The name under which the operator connected it, as in "sap-eu". Use it in the argument `sources`. */
  readonly name: Scalars['String']['output'];
  /** Where the system runs, if the operator said so. */
  readonly region: Maybe<Scalars['String']['output']>;
  /** A name for people. */
  readonly title: Scalars['String']['output'];
};

/** What became of one source while a list was put together. */
export type SourceResult = {
  /** How many calls were made to it for this page. */
  readonly calls: Scalars['Int']['output'];
  /** What happened, for people. */
  readonly message: Maybe<Scalars['String']['output']>;
  /** When the oldest row of its part was read from the source. */
  readonly oldestFetchedAt: Maybe<Scalars['DateTime']['output']>;
  /** When asking again makes sense, in seconds; null if waiting does not help or nothing is known. */
  readonly retryAfterSeconds: Maybe<Scalars['Int']['output']>;
  /** How many rows it contributed to this page. */
  readonly rows: Scalars['Int']['output'];
  /** The name of the source. */
  readonly source: Scalars['String']['output'];
  /** Whether its part is in the answer, and if not, why. */
  readonly status: SourceResultStatus;
};

/** What became of one source while a list was put together. */
export type SourceResultStatus =
  /** It failed in another way. */
  | 'FAILED'
  /** The gateway's user may not read these records there. */
  | 'FORBIDDEN'
  /** All it had to give is here. */
  | 'OK'
  /** Some of its rows or fields are missing. */
  | 'PARTIAL'
  /** Its daily quota is used up. */
  | 'QUOTA_EXHAUSTED'
  /** Its rate limit is used up for the moment. */
  | 'RATE_LIMITED'
  /** The source could not be asked; an older answer is shown that the caller allows. */
  | 'STALE'
  /** It did not answer in time. */
  | 'TIMEOUT'
  /** It has more rows than may be read for one answer. */
  | 'TRUNCATED'
  /** It no longer accepts the gateway's credentials. */
  | 'UNAUTHORIZED'
  /** It could not be reached, or is being rested after failures. */
  | 'UNAVAILABLE'
  /** It cannot answer this question. */
  | 'UNSUPPORTED';

/** A connected system, and how it fares. */
export type SourceState = {
  /** How many calls were made since this gateway process started. */
  readonly callsTotal: Scalars['Int']['output'];
  /** The types whose records it can serve, as in "Invoice". */
  readonly entities: ReadonlyArray<Scalars['String']['output']>;
  /** How many calls to it are under way. */
  readonly inFlight: Scalars['Int']['output'];
  /** The product, as in "sap-s4hana". */
  readonly kind: Scalars['String']['output'];
  /** What went wrong the last time that something did. */
  readonly lastError: Maybe<ErrorCode>;
  /** When that was. */
  readonly lastErrorAt: Maybe<Scalars['DateTime']['output']>;
  /** The limits of the source, and what is left of each. */
  readonly limits: ReadonlyArray<LimitState>;
  /** The name under which the operator connected it. Use it in the argument `sources`. */
  readonly name: Scalars['String']['output'];
  /** How many calls wait for leave to be made. */
  readonly queued: Scalars['Int']['output'];
  /** Where the system runs, if the operator said so. */
  readonly region: Maybe<Scalars['String']['output']>;
  /** Whether it can be asked at the moment. */
  readonly status: SourceStatus;
  /** A name for people. */
  readonly title: Scalars['String']['output'];
};

/** Whether a source can be asked at the moment. */
export type SourceStatus =
  /** It answers. */
  | 'OK'
  /** It is not asked for a while, because it failed repeatedly or said to wait. */
  | 'RESTING'
  /** It cannot be reached. */
  | 'UNAVAILABLE'
  /** It has not been asked yet. */
  | 'UNKNOWN';

/** A step of a sales process. */
export type Stage = {
  /** The code of the step in the source; where it has no code, its name. */
  readonly code: Scalars['String']['output'];
  /** The name of the step. */
  readonly name: Scalars['String']['output'];
  /** The place of the step in the process: lower comes first. */
  readonly order: Maybe<Scalars['Int']['output']>;
  /** The process it belongs to, where the source keeps several. */
  readonly pipeline: Maybe<Scalars['String']['output']>;
};

/** A condition on `Stage`. All parts that are given must hold. */
export type StageFilter = {
  /** The code of the step in the source; where it has no code, its name. */
  readonly code?: InputMaybe<TextFilter>;
  /** The name of the step. */
  readonly name?: InputMaybe<TextFilter>;
  /** The process it belongs to, where the source keeps several. */
  readonly pipeline?: InputMaybe<TextFilter>;
};

/** One term of an order of `Stage`: give exactly one field. Nulls come last in both directions. */
export type StageOrder =
  /** The name of the step. */
  { readonly name: OrderDirection; readonly order?: never; }
  |  /** The place of the step in the process: lower comes first. */
  { readonly name?: never; readonly order: OrderDirection; };

/** What may be done with stock. */
export type StockCategory =
  /** All together: the source does not tell categories apart. */
  | 'ALL'
  /** It may not be used. */
  | 'BLOCKED'
  /** It lies with somebody who does not own it. */
  | 'CONSIGNMENT'
  /** It is on its way. */
  | 'IN_TRANSIT'
  /** Another category, known to the source. */
  | 'OTHER'
  /** It is being checked. */
  | 'QUALITY'
  /** It came back. */
  | 'RETURNS'
  /** The source sent something that is not known here. */
  | 'UNKNOWN'
  /** It may be used and sold. */
  | 'UNRESTRICTED';

/** A condition on `StockCategory`. All parts that are given must hold. */
export type StockCategoryFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<StockCategory>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<StockCategory>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<StockCategory>;
};

/** How much of one item one warehouse has, in the item's base unit. A warehouse may have several rows for an item: one for each category, and for each lot or bin where the source tells them apart. */
export type StockLevel = Node & Record & {
  /** The instant at which the source says that this is true; where it does not say, when it was asked. */
  readonly asOf: Scalars['DateTime']['output'];
  /** How much may still be promised. */
  readonly available: Maybe<Quantity>;
  /** Who worked out what is available; null if nobody did. The gateway takes what is reserved from what is on hand. */
  readonly availableBy: Maybe<ComputedBy>;
  /** How much is promised and not there. */
  readonly backordered: Maybe<Quantity>;
  /** The bin, where the source tells bins apart. */
  readonly bin: Maybe<Scalars['String']['output']>;
  /** What may be done with the stock. */
  readonly category: StockCategory;
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** How much is on its way from another warehouse. */
  readonly inTransit: Maybe<Quantity>;
  /** How much is ordered and has not come. */
  readonly incoming: Maybe<Quantity>;
  /** The item. */
  readonly item: Maybe<Item>;
  /** The lot, where the source tells lots apart. */
  readonly lot: Maybe<Scalars['String']['output']>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
  /** How much is there. May be negative, where the source allows it. */
  readonly onHand: Maybe<Quantity>;
  /** The level at which more should be ordered. */
  readonly reorderPoint: Maybe<Quantity>;
  /** How much of it is promised. */
  readonly reserved: Maybe<Quantity>;
  /** The warehouse. */
  readonly warehouse: Maybe<Warehouse>;
};

/** A page of `StockLevel` records, and what became of each source that was asked for them. */
export type StockLevelConnection = {
  /** Whether every source gave all it had to give for this page. If not, totals made from it are partial. */
  readonly complete: Scalars['Boolean']['output'];
  /** The records of this page, each with its position in the list. */
  readonly edges: ReadonlyArray<StockLevelEdge>;
  /** The records of this page. */
  readonly nodes: ReadonlyArray<StockLevel>;
  /** Where this page begins and ends. */
  readonly pageInfo: PageInfo;
  /** What became of each source that was asked. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** How many records match over all pages; null if a source cannot count them cheaply. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A `StockLevel` record and its position in the list. */
export type StockLevelEdge = {
  /** The position of the record. Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: StockLevel;
};

/** A condition on `StockLevel`. All parts that are given must hold. */
export type StockLevelFilter = {
  /** All of these must hold. An empty list holds always. */
  readonly and?: InputMaybe<ReadonlyArray<StockLevelFilter>>;
  /** How much may still be promised. */
  readonly available?: InputMaybe<QuantityFilter>;
  /** How much is promised and not there. */
  readonly backordered?: InputMaybe<QuantityFilter>;
  /** The bin, where the source tells bins apart. */
  readonly bin?: InputMaybe<TextFilter>;
  /** What may be done with the stock. */
  readonly category?: InputMaybe<StockCategoryFilter>;
  /** The global id. */
  readonly id?: InputMaybe<IdFilter>;
  /** How much is ordered and has not come. */
  readonly incoming?: InputMaybe<QuantityFilter>;
  /** The item. */
  readonly item?: InputMaybe<IdFilter>;
  /** The lot, where the source tells lots apart. */
  readonly lot?: InputMaybe<TextFilter>;
  /** Where the record came from, and how fresh it is. */
  readonly meta?: InputMaybe<RecordMetaFilter>;
  /** This must not hold. */
  readonly not?: InputMaybe<StockLevelFilter>;
  /** How much is there. May be negative, where the source allows it. */
  readonly onHand?: InputMaybe<QuantityFilter>;
  /** One of these must hold. An empty list holds never. */
  readonly or?: InputMaybe<ReadonlyArray<StockLevelFilter>>;
  /** How much of it is promised. */
  readonly reserved?: InputMaybe<QuantityFilter>;
  /** The warehouse. */
  readonly warehouse?: InputMaybe<IdFilter>;
};

/** One term of an order of `StockLevel`: give exactly one field. Nulls come last in both directions. */
export type StockLevelOrder =
  /** How much may still be promised. */
  { readonly available: QuantityOrder; readonly backordered?: never; readonly incoming?: never; readonly meta?: never; readonly onHand?: never; readonly reserved?: never; }
  |  /** How much is promised and not there. */
  { readonly available?: never; readonly backordered: QuantityOrder; readonly incoming?: never; readonly meta?: never; readonly onHand?: never; readonly reserved?: never; }
  |  /** How much is ordered and has not come. */
  { readonly available?: never; readonly backordered?: never; readonly incoming: QuantityOrder; readonly meta?: never; readonly onHand?: never; readonly reserved?: never; }
  |  /** Where the record came from, and how fresh it is. */
  { readonly available?: never; readonly backordered?: never; readonly incoming?: never; readonly meta: RecordMetaOrder; readonly onHand?: never; readonly reserved?: never; }
  |  /** How much is there. May be negative, where the source allows it. */
  { readonly available?: never; readonly backordered?: never; readonly incoming?: never; readonly meta?: never; readonly onHand: QuantityOrder; readonly reserved?: never; }
  |  /** How much of it is promised. */
  { readonly available?: never; readonly backordered?: never; readonly incoming?: never; readonly meta?: never; readonly onHand?: never; readonly reserved: QuantityOrder; };

/** How much of an item there is over all systems, in one unit. */
export type StockTotal = {
  /** How much may still be promised; null if some of the sources do not say. */
  readonly available: Maybe<Scalars['Decimal']['output']>;
  /** How much is there. */
  readonly onHand: Scalars['Decimal']['output'];
  /** How much of it is promised; null if some of the sources do not say. */
  readonly reserved: Maybe<Scalars['Decimal']['output']>;
  /** The unit as the sources write it; null if they count without naming a unit. */
  readonly sourceUom: Maybe<Scalars['String']['output']>;
  /** The unit as an international code; null if the unit has no known counterpart. */
  readonly uom: Maybe<Scalars['UomCode']['output']>;
  /** In how many warehouses. */
  readonly warehouses: Scalars['Int']['output'];
};

/** A party that is bought from, as one source knows it. */
export type Supplier = Node & Record & {
  /** Postal addresses. */
  readonly addresses: ReadonlyArray<Address>;
  /** Its bank accounts, masked. */
  readonly bankAccounts: ReadonlyArray<BankAccount>;
  /** Bills and credit notes from the supplier, in the same source. */
  readonly bills: Maybe<InvoiceConnection>;
  /** What is blocked, and where. */
  readonly blocks: ReadonlyArray<Block>;
  /** Persons at the supplier, in the same source. */
  readonly contacts: Maybe<ContactConnection>;
  /** The currency it usually bills in. */
  readonly currency: Maybe<Scalars['CurrencyCode']['output']>;
  /** Internet domains, without www. */
  readonly domains: ReadonlyArray<Scalars['String']['output']>;
  /** E-mail addresses. */
  readonly emails: ReadonlyArray<Scalars['String']['output']>;
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** The numbers under which the outside world knows it, such as VAT numbers. */
  readonly identifiers: ReadonlyArray<Identifier>;
  /** Whether it is an organization or a person. */
  readonly kind: PartyKind;
  /** The name in the register of companies. */
  readonly legalName: Maybe<Scalars['String']['output']>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
  /** The name. */
  readonly name: Scalars['String']['output'];
  /** The number that people know the supplier by. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** The supplier it belongs to. */
  readonly parent: Maybe<Supplier>;
  /** Whether payments to it are blocked. */
  readonly paymentBlocked: Maybe<Scalars['Boolean']['output']>;
  /** How it is usually paid. */
  readonly paymentMethod: Maybe<PaymentMethod>;
  /** When and how it is usually paid. */
  readonly paymentTerm: Maybe<PaymentTerm>;
  /** Payments to and from the supplier, in the same source. */
  readonly payments: Maybe<PaymentConnection>;
  /** Telephone numbers, as in +4930123456 where the source's text allows. */
  readonly phones: ReadonlyArray<Scalars['String']['output']>;
  /** Purchase orders to the supplier, in the same source. */
  readonly purchaseOrders: Maybe<PurchaseOrderConnection>;
  /** Where payments go, if not to the other addresses. */
  readonly remitTo: Maybe<Address>;
  /** The status as the source writes it. */
  readonly sourceStatus: Maybe<Scalars['String']['output']>;
  /** Whether business is done with it. */
  readonly status: PartyStatus;
  /** Addresses of websites. */
  readonly websites: ReadonlyArray<Scalars['String']['output']>;
};


/** A party that is bought from, as one source knows it. */
export type SupplierbillsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<InvoiceOrder>>;
  where?: InputMaybe<InvoiceFilter>;
};


/** A party that is bought from, as one source knows it. */
export type SuppliercontactsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<ContactOrder>>;
  where?: InputMaybe<ContactFilter>;
};


/** A party that is bought from, as one source knows it. */
export type SupplierpaymentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<PaymentOrder>>;
  where?: InputMaybe<PaymentFilter>;
};


/** A party that is bought from, as one source knows it. */
export type SupplierpurchaseOrdersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<PurchaseOrderOrder>>;
  where?: InputMaybe<PurchaseOrderFilter>;
};

/** A page of `Supplier` records, and what became of each source that was asked for them. */
export type SupplierConnection = {
  /** Whether every source gave all it had to give for this page. If not, totals made from it are partial. */
  readonly complete: Scalars['Boolean']['output'];
  /** The records of this page, each with its position in the list. */
  readonly edges: ReadonlyArray<SupplierEdge>;
  /** The records of this page. */
  readonly nodes: ReadonlyArray<Supplier>;
  /** Where this page begins and ends. */
  readonly pageInfo: PageInfo;
  /** What became of each source that was asked. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** How many records match over all pages; null if a source cannot count them cheaply. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A `Supplier` record and its position in the list. */
export type SupplierEdge = {
  /** The position of the record. Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: Supplier;
};

/** A condition on `Supplier`. All parts that are given must hold. */
export type SupplierFilter = {
  /** All of these must hold. An empty list holds always. */
  readonly and?: InputMaybe<ReadonlyArray<SupplierFilter>>;
  /** The currency it usually bills in. */
  readonly currency?: InputMaybe<TextFilter>;
  /** The same thing under keys of another source. */
  readonly externalKey?: InputMaybe<ExternalKeyFilter>;
  /** The global id. */
  readonly id?: InputMaybe<IdFilter>;
  /** Whether it is an organization or a person. */
  readonly kind?: InputMaybe<PartyKindFilter>;
  /** The name in the register of companies. */
  readonly legalName?: InputMaybe<TextFilter>;
  /** Where the record came from, and how fresh it is. */
  readonly meta?: InputMaybe<RecordMetaFilter>;
  /** The name. */
  readonly name?: InputMaybe<TextFilter>;
  /** This must not hold. */
  readonly not?: InputMaybe<SupplierFilter>;
  /** The number that people know the supplier by. */
  readonly number?: InputMaybe<TextFilter>;
  /** One of these must hold. An empty list holds never. */
  readonly or?: InputMaybe<ReadonlyArray<SupplierFilter>>;
  /** The supplier it belongs to. */
  readonly parent?: InputMaybe<IdFilter>;
  /** Whether payments to it are blocked. */
  readonly paymentBlocked?: InputMaybe<BooleanFilter>;
  /** How it is usually paid. */
  readonly paymentMethod?: InputMaybe<PaymentMethodFilter>;
  /** When and how it is usually paid. */
  readonly paymentTerm?: InputMaybe<PaymentTermFilter>;
  /** Whether business is done with it. */
  readonly status?: InputMaybe<PartyStatusFilter>;
};

/** One term of an order of `Supplier`: give exactly one field. Nulls come last in both directions. */
export type SupplierOrder =
  /** Where the record came from, and how fresh it is. */
  { readonly meta: RecordMetaOrder; readonly name?: never; readonly number?: never; }
  |  /** The name. */
  { readonly meta?: never; readonly name: OrderDirection; readonly number?: never; }
  |  /** The number that people know the supplier by. */
  { readonly meta?: never; readonly name?: never; readonly number: OrderDirection; };

/** The tax of one rate on a document or line. */
export type TaxLine = {
  /** The tax code, as the source writes it. */
  readonly code: Maybe<Scalars['String']['output']>;
  /** The rate. */
  readonly rate: Maybe<Scalars['Percent']['output']>;
  /** The tax itself. */
  readonly tax: Money;
  /** The amount that is taxed. */
  readonly taxable: Maybe<Money>;
};

/** A condition on text. Text is compared by code point: upper and lower case differ. All parts that are given must hold. */
export type TextFilter = {
  /** Has this text somewhere in it. Upper and lower case differ. */
  readonly contains?: InputMaybe<Scalars['String']['input']>;
  /** Is exactly this text. */
  readonly eq?: InputMaybe<Scalars['String']['input']>;
  /** Comes after this text in code point order. */
  readonly gt?: InputMaybe<Scalars['String']['input']>;
  /** Comes after this text in code point order, or is the same. */
  readonly gte?: InputMaybe<Scalars['String']['input']>;
  /** Is one of these texts. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Comes before this text in code point order. */
  readonly lt?: InputMaybe<Scalars['String']['input']>;
  /** Comes before this text in code point order, or is the same. */
  readonly lte?: InputMaybe<Scalars['String']['input']>;
  /** Is not this text. Records without a value are included. */
  readonly ne?: InputMaybe<Scalars['String']['input']>;
  /** Begins with this text. Upper and lower case differ. */
  readonly startsWith?: InputMaybe<Scalars['String']['input']>;
};

/** How many base units another unit is. */
export type UomConversion = {
  /** The other unit, as the source writes it. */
  readonly sourceUom: Scalars['String']['output'];
  /** How many base units one of it is. */
  readonly toBase: Scalars['Decimal']['output'];
  /** The other unit, as an international code; null if it has no known counterpart. */
  readonly uom: Maybe<Scalars['UomCode']['output']>;
};

/** A place where stock is kept. */
export type Warehouse = Node & Record & {
  /** Where it is. */
  readonly address: Maybe<Address>;
  /** The code of the place; where the source has no code, its key. */
  readonly code: Scalars['String']['output'];
  /** Its global location number. */
  readonly gln: Maybe<Identifier>;
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** The company whose stock is kept there. */
  readonly legalEntity: Maybe<LegalEntity>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
  /** The name of the place. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** The place that it is a part of. */
  readonly parent: Maybe<Warehouse>;
  /** The status as the source writes it. */
  readonly sourceStatus: Maybe<Scalars['String']['output']>;
  /** Whether it is in use. */
  readonly status: WarehouseStatus;
  /** What is in stock there, by item. */
  readonly stock: Maybe<StockLevelConnection>;
  /** The IANA time zone of the place, as in Europe/Berlin. */
  readonly timeZone: Maybe<Scalars['String']['output']>;
  /** What kind of place it is. */
  readonly type: WarehouseType;
};


/** A place where stock is kept. */
export type WarehousestockArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<StockLevelOrder>>;
  where?: InputMaybe<StockLevelFilter>;
};

/** A page of `Warehouse` records, and what became of each source that was asked for them. */
export type WarehouseConnection = {
  /** Whether every source gave all it had to give for this page. If not, totals made from it are partial. */
  readonly complete: Scalars['Boolean']['output'];
  /** The records of this page, each with its position in the list. */
  readonly edges: ReadonlyArray<WarehouseEdge>;
  /** The records of this page. */
  readonly nodes: ReadonlyArray<Warehouse>;
  /** Where this page begins and ends. */
  readonly pageInfo: PageInfo;
  /** What became of each source that was asked. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** How many records match over all pages; null if a source cannot count them cheaply. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A `Warehouse` record and its position in the list. */
export type WarehouseEdge = {
  /** The position of the record. Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: Warehouse;
};

/** A condition on `Warehouse`. All parts that are given must hold. */
export type WarehouseFilter = {
  /** All of these must hold. An empty list holds always. */
  readonly and?: InputMaybe<ReadonlyArray<WarehouseFilter>>;
  /** The code of the place; where the source has no code, its key. */
  readonly code?: InputMaybe<TextFilter>;
  /** The global id. */
  readonly id?: InputMaybe<IdFilter>;
  /** The company whose stock is kept there. */
  readonly legalEntity?: InputMaybe<IdFilter>;
  /** Where the record came from, and how fresh it is. */
  readonly meta?: InputMaybe<RecordMetaFilter>;
  /** The name of the place. */
  readonly name?: InputMaybe<TextFilter>;
  /** This must not hold. */
  readonly not?: InputMaybe<WarehouseFilter>;
  /** One of these must hold. An empty list holds never. */
  readonly or?: InputMaybe<ReadonlyArray<WarehouseFilter>>;
  /** The place that it is a part of. */
  readonly parent?: InputMaybe<IdFilter>;
  /** Whether it is in use. */
  readonly status?: InputMaybe<WarehouseStatusFilter>;
  /** What kind of place it is. */
  readonly type?: InputMaybe<WarehouseTypeFilter>;
};

/** One term of an order of `Warehouse`: give exactly one field. Nulls come last in both directions. */
export type WarehouseOrder =
  /** The code of the place; where the source has no code, its key. */
  { readonly code: OrderDirection; readonly meta?: never; readonly name?: never; }
  |  /** Where the record came from, and how fresh it is. */
  { readonly code?: never; readonly meta: RecordMetaOrder; readonly name?: never; }
  |  /** The name of the place. */
  { readonly code?: never; readonly meta?: never; readonly name: OrderDirection; };

/** Whether a warehouse is in use. */
export type WarehouseStatus =
  /** In use. */
  | 'ACTIVE'
  /** May not be used. */
  | 'BLOCKED'
  /** Not in use. */
  | 'INACTIVE'
  /** Another status, known to the source; see `sourceStatus`. */
  | 'OTHER'
  /** The source does not say, or says something that is not known here; see `sourceStatus`. */
  | 'UNKNOWN';

/** A condition on `WarehouseStatus`. All parts that are given must hold. */
export type WarehouseStatusFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<WarehouseStatus>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<WarehouseStatus>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<WarehouseStatus>;
};

/** What kind of place stock is kept in. */
export type WarehouseType =
  /** At a customer, still owned by the company; or the other way round. */
  | 'CONSIGNMENT'
  /** Another kind, known to the source. */
  | 'OTHER'
  /** A plant. */
  | 'PLANT'
  /** A part of a plant or warehouse. */
  | 'STORAGE_LOCATION'
  /** A store that sells. */
  | 'STORE'
  /** Run by somebody else. */
  | 'THIRD_PARTY'
  /** On the way between places. */
  | 'TRANSIT'
  /** The source does not say, or says something that is not known here. */
  | 'UNKNOWN'
  /** No real place. */
  | 'VIRTUAL'
  /** A warehouse. */
  | 'WAREHOUSE';

/** A condition on `WarehouseType`. All parts that are given must hold. */
export type WarehouseTypeFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<WarehouseType>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<WarehouseType>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<WarehouseType>;
};
