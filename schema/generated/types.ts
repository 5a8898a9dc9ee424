export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An exact decimal number, written as a string of digits with an optional sign and fraction and no exponent, as in "-1250.00". Never rounded: the scale is the one the source sent. */
  Decimal: { input: string; output: string; }
  /** A share of one hundred, as an exact decimal: "19.0" means 19 %. */
  Percent: { input: string; output: string; }
  /** A calendar date, as in 2026-03-31, in the time zone of the legal entity that owns the record. Never shifted to UTC. */
  Date: { input: string; output: string; }
  /** An instant in UTC, as in 2026-03-31T08:15:00Z. */
  DateTime: { input: string; output: string; }
  /** An ISO 4217 currency code, as in EUR. Local codes of a source are translated; one that cannot be is null, with the reason UNMAPPED_VALUE. */
  CurrencyCode: { input: string; output: string; }
  /** An ISO 3166-1 alpha-2 country code, as in DE. */
  CountryCode: { input: string; output: string; }
  /** A unit of measure from UN/ECE Recommendation 20, as in C62 (piece) or KGM (kilogram). */
  UomCode: { input: string; output: string; }
  /** A whole number and its unit, `ms`, `s`, `m`, `h` or `d`: as in "30s". */
  Duration: { input: string; output: string; }
};

/** What administrators may do. Nothing is ever written to a source. */
export type Mutation = {
  /**
   * Tells that a record, a type or a whole source has changed: what was read of it before is not believed any more, in any replica.
   * Needs the header `Authorization: Bearer <admin token>`.
   */
  readonly invalidate: Invalidated;
};


/** What administrators may do. Nothing is ever written to a source. */
export type MutationinvalidateArgs = {
  source: Scalars['String']['input'];
  entity?: InputMaybe<Scalars['String']['input']>;
  id?: InputMaybe<Scalars['ID']['input']>;
};

/** What is not believed any more. */
export type Invalidated = {
  /** The source. */
  readonly source: Scalars['String']['output'];
  /** The type; null means all types. */
  readonly entity: Maybe<Scalars['String']['output']>;
  /** The key of the record at the source; null means all records. */
  readonly id: Maybe<Scalars['ID']['output']>;
  /** Who has been told. */
  readonly reach: Reach;
};

/** Which replicas of the gateway have been told of a change. */
export type Reach =
  /** All of them; one that is cut off is told before it believes anything again. */
  | 'ALL_REPLICAS'
  /** This one alone so far: the others are told as soon as Redis is back. */
  | 'THIS_REPLICA';

/** Anything that has a global id. */
export type Node = {
  /** The global id: opaque, stable, and enough to find the object again with `node`. */
  readonly id: Scalars['ID']['output'];
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
  /** The source that holds the record. */
  readonly source: Source;
  /** The name of the record's object in the source, as the source writes it. */
  readonly sourceObject: Scalars['String']['output'];
  /** The record's key in the source, as the source writes it. */
  readonly sourceId: Scalars['String']['output'];
  /** A link that opens the record in the source's own user interface. */
  readonly sourceUrl: Maybe<Scalars['String']['output']>;
  /** The company that owns the record, if the source says. */
  readonly legalEntity: Maybe<LegalEntity>;
  /** When the record was created, as the source tells it. */
  readonly sourceCreatedAt: Maybe<Scalars['DateTime']['output']>;
  /** When the record was last changed, as the source tells it. See `sourceModifiedPrecision` for how exact that is. */
  readonly sourceModifiedAt: Maybe<Scalars['DateTime']['output']>;
  /** How exactly the source tells the time of the last change. */
  readonly sourceModifiedPrecision: ModifiedPrecision;
  /** When the gateway asked the source for what is shown here. */
  readonly fetchedAt: Scalars['DateTime']['output'];
  /** The instant that this is true of: what is shown was the source's data then, or later. */
  readonly asOf: Scalars['DateTime']['output'];
  /** Until when the source is known to have changed nothing of it since; null where the source does not report its changes. */
  readonly confirmedAt: Maybe<Scalars['DateTime']['output']>;
  /** Whether the source was asked just now, or a cache answered. */
  readonly servedFrom: ServedFrom;
  /** How many seconds ago the source was asked. */
  readonly ageSeconds: Scalars['Int']['output'];
  /** The source's own version mark of the record, for conditional requests. */
  readonly etag: Maybe<Scalars['String']['output']>;
  /** Whether the source has marked the record as deleted; null if the source cannot tell. */
  readonly deleted: Maybe<Scalars['Boolean']['output']>;
  /** Why fields of this record are null or incomplete. A field that is merely empty in the source need not be listed. */
  readonly nullReasons: ReadonlyArray<FieldNote>;
  /** The version of the translation from the source's fields to these. */
  readonly mappingVersion: Scalars['String']['output'];
};

/** The source that a record came from: one connected system. */
export type Source = {
  /** The name under which the operator connected it, as in "sap-eu". Use it in the argument `sources`. */
  readonly name: Scalars['String']['output'];
  /** The product, as in "sap-s4hana". */
  readonly kind: Scalars['String']['output'];
  /** A name for people. */
  readonly title: Scalars['String']['output'];
  /** Where the system runs, if the operator said so. */
  readonly region: Maybe<Scalars['String']['output']>;
};

/** A remark on one field of a record. */
export type FieldNote = {
  /** The path of the field inside the record, as in "totals.taxInclusive". */
  readonly path: Scalars['String']['output'];
  /** Why the field has no value. */
  readonly reason: NullReason;
};

/** Why a field has no value. */
export type NullReason =
  /** This product does not keep such a value. */
  | 'NOT_PROVIDED_BY_SOURCE'
  /** The product keeps it, but the connector does not translate it yet. */
  | 'NOT_MAPPED'
  /** The gateway's user in the source may not read it. */
  | 'NOT_AUTHORIZED'
  /** The source keeps it, and it is empty for this record. */
  | 'NOT_SET'
  /** The source sent a value that has no counterpart here, such as a private currency code. */
  | 'UNMAPPED_VALUE'
  /** The source failed to deliver it; see `errors`. */
  | 'FAILED';

/** What became of one source while a list was put together. */
export type SourceResult = {
  /** The name of the source. */
  readonly source: Scalars['String']['output'];
  /** Whether its part is in the answer, and if not, why. */
  readonly status: SourceResultStatus;
  /** How many rows it contributed to this page; of rows that it added up without counting them, how many groups. */
  readonly rows: Scalars['Int']['output'];
  /** How many calls were made to it for this page. */
  readonly calls: Scalars['Int']['output'];
  /** When the oldest row of its part was read from the source. */
  readonly oldestFetchedAt: Maybe<Scalars['DateTime']['output']>;
  /** When asking again makes sense, in seconds; null if waiting does not help or nothing is known. */
  readonly retryAfterSeconds: Maybe<Scalars['Int']['output']>;
  /** What happened, for people. */
  readonly message: Maybe<Scalars['String']['output']>;
};

/** What became of one source while a list was put together. */
export type SourceResultStatus =
  /** All it had to give is here. */
  | 'OK'
  /** Some of its rows or fields are missing. */
  | 'PARTIAL'
  /** The source could not be asked; an older answer is shown that the caller allows. */
  | 'STALE'
  /** It has more rows than may be read for one answer. */
  | 'TRUNCATED'
  /** Its rate limit is used up for the moment. */
  | 'RATE_LIMITED'
  /** Its daily quota is used up. */
  | 'QUOTA_EXHAUSTED'
  /** It could not be reached, or is being rested after failures. */
  | 'UNAVAILABLE'
  /** It did not answer in time. */
  | 'TIMEOUT'
  /** It no longer accepts the gateway's credentials. */
  | 'UNAUTHORIZED'
  /** The gateway's user may not read these records there. */
  | 'FORBIDDEN'
  /** It cannot answer this question. */
  | 'UNSUPPORTED'
  /** It failed in another way. */
  | 'FAILED';

/** An amount in one currency. Amounts are positive in the natural direction of their document. */
export type Money = {
  /** The exact amount, with the scale that the source sent. Filters and orders compare it as a number, whatever the currency: add a condition on `currency`. */
  readonly amount: Scalars['Decimal']['output'];
  /** The currency of the amount. */
  readonly currency: Scalars['CurrencyCode']['output'];
};

/** One amount in two currencies: as written on the document, and as booked in the books. */
export type DualMoney = {
  /** The amount in the currency of the document. */
  readonly document: Money;
  /** The amount in the functional currency of the legal entity, as the source booked it; never converted by the gateway. */
  readonly base: Maybe<Money>;
  /** The exchange rate that the source used, from document to base. */
  readonly rate: Maybe<Scalars['Decimal']['output']>;
  /** The date of that rate. */
  readonly rateDate: Maybe<Scalars['Date']['output']>;
};

/** An amount of goods or work in one unit. */
export type Quantity = {
  /** The exact number of units. Filters and orders compare it as a number, whatever the unit. */
  readonly value: Scalars['Decimal']['output'];
  /** The unit as an international code; null if the source's unit has no known counterpart. */
  readonly uom: Maybe<Scalars['UomCode']['output']>;
  /** The unit as the source writes it; null if the source counts without naming a unit. */
  readonly sourceUom: Maybe<Scalars['String']['output']>;
};

/** A postal address. */
export type Address = {
  /** The lines above the city: street, house number, building. */
  readonly lines: ReadonlyArray<Scalars['String']['output']>;
  /** City or town. */
  readonly city: Maybe<Scalars['String']['output']>;
  /** State, province or county. */
  readonly region: Maybe<Scalars['String']['output']>;
  /** Postal code. */
  readonly postalCode: Maybe<Scalars['String']['output']>;
  /** Country. */
  readonly country: Maybe<Scalars['CountryCode']['output']>;
  /** What the address is for. */
  readonly type: AddressType;
};

/** What an address is for. */
export type AddressType =
  /** Invoices go here. */
  | 'BILLING'
  /** Goods go here. */
  | 'SHIPPING'
  /** The registered seat. */
  | 'REGISTERED'
  /** Payments go here. */
  | 'REMIT_TO'
  /** Another purpose, known to the source. */
  | 'OTHER'
  /** The source does not say. */
  | 'UNKNOWN';

/** A number under which the outside world knows a party, an item or a place. */
export type Identifier = {
  /** What kind of number it is: an ISO 6523 code, VAT, GTIN, SKU, MPN, or EXTERNAL:<system> for the key in another system. */
  readonly scheme: Scalars['String']['output'];
  /** The number itself, as the source writes it. */
  readonly value: Scalars['String']['output'];
  /** The country that issued it. */
  readonly country: Maybe<Scalars['CountryCode']['output']>;
  /** Whether the source says that it was checked; null if it does not say. */
  readonly verified: Maybe<Scalars['Boolean']['output']>;
};

/** A tag that a line is analysed by, such as a cost center. */
export type Dimension = {
  /** What the tag stands for. */
  readonly kind: DimensionKind;
  /** The code of the tag. */
  readonly code: Scalars['String']['output'];
  /** The name of the tag. */
  readonly name: Maybe<Scalars['String']['output']>;
};

/** What an analysis tag stands for. */
export type DimensionKind =
  /** A cost center. */
  | 'COST_CENTER'
  /** A department. */
  | 'DEPARTMENT'
  /** A project or job. */
  | 'PROJECT'
  /** A class. */
  | 'CLASS'
  /** A location. */
  | 'LOCATION'
  /** A business segment. */
  | 'SEGMENT'
  /** Another kind, known to the source. */
  | 'OTHER'
  /** The source does not say. */
  | 'UNKNOWN';

/** A pointer to another document, without reading it. */
export type DocumentRef = {
  /** The global id of the document; null if the system that holds it is not connected. */
  readonly id: Maybe<Scalars['ID']['output']>;
  /** The type of the document, as in "SalesOrder". */
  readonly type: Scalars['String']['output'];
  /** The number printed on the document. */
  readonly number: Maybe<Scalars['String']['output']>;
};

/** The tax of one rate on a document or line. */
export type TaxLine = {
  /** The tax code, as the source writes it. */
  readonly code: Maybe<Scalars['String']['output']>;
  /** The rate. */
  readonly rate: Maybe<Scalars['Percent']['output']>;
  /** The amount that is taxed. */
  readonly taxable: Maybe<Money>;
  /** The tax itself. */
  readonly tax: Money;
};

/** The sums of a document, split as in electronic invoices (UBL, Peppol): lines, allowances and charges, tax, what is left to pay. */
export type DocumentTotals = {
  /** The sum of the net amounts of the lines. */
  readonly lineNet: Maybe<Money>;
  /** Discounts on the whole document. */
  readonly allowances: Maybe<Money>;
  /** Surcharges on the whole document, such as freight. */
  readonly charges: Maybe<Money>;
  /** The total before tax. */
  readonly taxExclusive: Maybe<Money>;
  /** The total of all taxes. */
  readonly tax: Maybe<Money>;
  /** The total with tax. */
  readonly taxInclusive: Maybe<Money>;
  /** What was paid in advance. */
  readonly prepaid: Maybe<Money>;
  /** What was added or taken off for rounding. */
  readonly rounding: Maybe<Money>;
  /** What is to be paid: the total with tax, less prepayments, rounded. */
  readonly payable: Maybe<Money>;
};

/** When and how a document is to be paid. */
export type PaymentTerm = {
  /** The code of the term in the source. */
  readonly code: Maybe<Scalars['String']['output']>;
  /** The term in words. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** Days until the full amount is due. */
  readonly netDays: Maybe<Scalars['Int']['output']>;
  /** Days within which the discount is granted. */
  readonly discountDays: Maybe<Scalars['Int']['output']>;
  /** The discount for paying early. */
  readonly discountPercent: Maybe<Scalars['Percent']['output']>;
};

/** What was settled between a payment and a document. */
export type Allocation = {
  /** The other side: on a payment the settled document, on an invoice the payment or credit note. */
  readonly document: DocumentRef;
  /** The amount settled. */
  readonly amount: Money;
  /** The early-payment discount that was granted with it. */
  readonly discountTaken: Maybe<Money>;
  /** When it was settled. */
  readonly date: Maybe<Scalars['Date']['output']>;
};

/** Where a page of a list begins and ends. */
export type PageInfo = {
  /** Whether there are more records after this page. Also true when a source that failed may have more. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether there are records before this page. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The position of the first record. */
  readonly startCursor: Maybe<Scalars['String']['output']>;
  /** The position of the last record. Give it as `after` to read on. */
  readonly endCursor: Maybe<Scalars['String']['output']>;
};

/** The direction of an order. Records whose field is null come last in both directions. */
export type OrderDirection =
  /** Smallest, earliest or first in code point order comes first; nulls come last. */
  | 'ASC'
  /** Largest, latest or last in code point order comes first; nulls come last. */
  | 'DESC';

/** A condition on a global id or a reference. All parts that are given must hold. */
export type IdFilter = {
  /** Is this id. */
  readonly eq?: InputMaybe<Scalars['ID']['input']>;
  /** Is not this id. Records without a value are included. */
  readonly ne?: InputMaybe<Scalars['ID']['input']>;
  /** Is one of these ids. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A condition on text. Text is compared by code point: upper and lower case differ. All parts that are given must hold. */
export type TextFilter = {
  /** Is exactly this text. */
  readonly eq?: InputMaybe<Scalars['String']['input']>;
  /** Is not this text. Records without a value are included. */
  readonly ne?: InputMaybe<Scalars['String']['input']>;
  /** Is one of these texts. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Comes before this text in code point order. */
  readonly lt?: InputMaybe<Scalars['String']['input']>;
  /** Comes before this text in code point order, or is the same. */
  readonly lte?: InputMaybe<Scalars['String']['input']>;
  /** Comes after this text in code point order. */
  readonly gt?: InputMaybe<Scalars['String']['input']>;
  /** Comes after this text in code point order, or is the same. */
  readonly gte?: InputMaybe<Scalars['String']['input']>;
  /** Has this text somewhere in it. Upper and lower case differ. */
  readonly contains?: InputMaybe<Scalars['String']['input']>;
  /** Begins with this text. Upper and lower case differ. */
  readonly startsWith?: InputMaybe<Scalars['String']['input']>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A condition on an exact number. Numbers are compared by value: 1.0 equals 1.00. All parts that are given must hold. */
export type DecimalFilter = {
  /** Equals this number. */
  readonly eq?: InputMaybe<Scalars['Decimal']['input']>;
  /** Differs from this number. Records without a value are included. */
  readonly ne?: InputMaybe<Scalars['Decimal']['input']>;
  /** Equals one of these numbers. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['Decimal']['input']>>;
  /** Is less than this number. */
  readonly lt?: InputMaybe<Scalars['Decimal']['input']>;
  /** Is at most this number. */
  readonly lte?: InputMaybe<Scalars['Decimal']['input']>;
  /** Is greater than this number. */
  readonly gt?: InputMaybe<Scalars['Decimal']['input']>;
  /** Is at least this number. */
  readonly gte?: InputMaybe<Scalars['Decimal']['input']>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A condition on a whole number. All parts that are given must hold. */
export type IntFilter = {
  /** Equals this number. */
  readonly eq?: InputMaybe<Scalars['Int']['input']>;
  /** Differs from this number. Records without a value are included. */
  readonly ne?: InputMaybe<Scalars['Int']['input']>;
  /** Equals one of these numbers. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
  /** Is less than this number. */
  readonly lt?: InputMaybe<Scalars['Int']['input']>;
  /** Is at most this number. */
  readonly lte?: InputMaybe<Scalars['Int']['input']>;
  /** Is greater than this number. */
  readonly gt?: InputMaybe<Scalars['Int']['input']>;
  /** Is at least this number. */
  readonly gte?: InputMaybe<Scalars['Int']['input']>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A condition on a yes or no. All parts that are given must hold. */
export type BooleanFilter = {
  /** Is this. */
  readonly eq?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this. Records without a value are included. */
  readonly ne?: InputMaybe<Scalars['Boolean']['input']>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A condition on a calendar date. All parts that are given must hold. */
export type DateFilter = {
  /** Is this day. */
  readonly eq?: InputMaybe<Scalars['Date']['input']>;
  /** Is another day. Records without a value are included. */
  readonly ne?: InputMaybe<Scalars['Date']['input']>;
  /** Is one of these days. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['Date']['input']>>;
  /** Is before this day. */
  readonly lt?: InputMaybe<Scalars['Date']['input']>;
  /** Is this day or before. */
  readonly lte?: InputMaybe<Scalars['Date']['input']>;
  /** Is after this day. */
  readonly gt?: InputMaybe<Scalars['Date']['input']>;
  /** Is this day or after. */
  readonly gte?: InputMaybe<Scalars['Date']['input']>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A condition on an instant. All parts that are given must hold. */
export type DateTimeFilter = {
  /** Is this instant. */
  readonly eq?: InputMaybe<Scalars['DateTime']['input']>;
  /** Is another instant. Records without a value are included. */
  readonly ne?: InputMaybe<Scalars['DateTime']['input']>;
  /** Is one of these instants. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['DateTime']['input']>>;
  /** Is before this instant. */
  readonly lt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Is this instant or before. */
  readonly lte?: InputMaybe<Scalars['DateTime']['input']>;
  /** Is after this instant. */
  readonly gt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Is this instant or after. */
  readonly gte?: InputMaybe<Scalars['DateTime']['input']>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Keys of another source: finds the records that the crosswalk says are the same thing. */
export type ExternalKeyFilter = {
  /** The name of the source whose keys are given. */
  readonly source: Scalars['String']['input'];
  /** The keys, as that source writes them. */
  readonly in: ReadonlyArray<Scalars['String']['input']>;
};

/** Numbers of the outside world: finds the records that have one of them, spelled exactly so. */
export type IdentifierFilter = {
  /** What kind of number it is, as in `Identifier.scheme`: VAT, GTIN. */
  readonly scheme: Scalars['String']['input'];
  /** The numbers. */
  readonly in: ReadonlyArray<Scalars['String']['input']>;
};

/** The key of a record in one source. */
export type ExternalKey = {
  /** The name of the source. */
  readonly source: Scalars['String']['input'];
  /** The key, as that source writes it. */
  readonly key: Scalars['String']['input'];
};

/**
 * Why a part of an answer is missing, or why a question was refused. These are all the codes there are: `errors[].extensions.code` is one of them,
 * beside `source`, `retryable`, `retryAfterMs` and `requestId`.
 */
export type ErrorCode =
  /** The source said that it is asked too often, and waiting would have taken longer than the caller allows. Ask again after `retryAfterMs`. */
  | 'SOURCE_THROTTLED'
  /** The source's quota for the day is used up, or is kept back for more urgent questions. */
  | 'SOURCE_QUOTA_EXHAUSTED'
  /** The source does not accept the gateway's credentials. An operator must act. */
  | 'SOURCE_AUTH'
  /** The gateway's user in the source may not read this. */
  | 'SOURCE_FORBIDDEN'
  /** The source could not be reached, answered with a server error, or is being rested after repeated failures. */
  | 'SOURCE_UNAVAILABLE'
  /** The source did not answer in time. */
  | 'SOURCE_TIMEOUT'
  /** The source answered with something that is not a valid answer, such as a truncated body or an error page. */
  | 'SOURCE_BAD_RESPONSE'
  /** The source's answer is larger than may be read. Narrow the question. */
  | 'SOURCE_TOO_LARGE'
  /** Pages of the source contradict each other: rows repeat, or a link leads astray. */
  | 'PAGE_INCONSISTENT'
  /** The position in the list is no longer valid. Start again from the first page. */
  | 'CURSOR_EXPIRED'
  /** Only data older than the caller allows is at hand. */
  | 'STALE_REFUSED'
  /** The field is only ever answered live, and the source could not be asked. */
  | 'LIVE_UNAVAILABLE'
  /** The time that the caller allowed is over. */
  | 'DEADLINE_EXCEEDED'
  /** The gateway is too busy to take the question now. */
  | 'GATEWAY_OVERLOADED'
  /** This client asks too often. */
  | 'CLIENT_RATE_LIMITED'
  /** The query text has too many characters, tokens, fields or aliases. */
  | 'QUERY_TOO_LARGE'
  /** The query nests too deeply. */
  | 'QUERY_TOO_DEEP'
  /** The query would need more calls to the sources than the caller may cause. */
  | 'QUERY_TOO_COSTLY'
  /** The question makes no sense as asked: a bad argument, or arguments that exclude each other. */
  | 'BAD_REQUEST'
  /** The caller did not say who it is, or could not prove it. */
  | 'UNAUTHENTICATED'
  /** The caller may not ask this. */
  | 'FORBIDDEN'
  /** The source cannot answer this question, whoever asks. */
  | 'UNSUPPORTED'
  /** A fault of the gateway. The `requestId` helps to find it in the logs. */
  | 'INTERNAL';

/** A connected system, and how it fares. */
export type SourceState = {
  /** The name under which the operator connected it. Use it in the argument `sources`. */
  readonly name: Scalars['String']['output'];
  /** The product, as in "sap-s4hana". */
  readonly kind: Scalars['String']['output'];
  /** A name for people. */
  readonly title: Scalars['String']['output'];
  /** Where the system runs, if the operator said so. */
  readonly region: Maybe<Scalars['String']['output']>;
  /** The types whose records it can serve, as in "Invoice". */
  readonly entities: ReadonlyArray<Scalars['String']['output']>;
  /** Whether it can be asked at the moment. */
  readonly status: SourceStatus;
  /** How many calls to it are under way. */
  readonly inFlight: Scalars['Int']['output'];
  /** How many calls wait for leave to be made. */
  readonly queued: Scalars['Int']['output'];
  /** How many calls were made since this gateway process started, retries among them. */
  readonly callsTotal: Scalars['Int']['output'];
  /** How many of them were made because the one before had failed. */
  readonly retriesTotal: Scalars['Int']['output'];
  /** What went wrong the last time that something did. */
  readonly lastError: Maybe<ErrorCode>;
  /** When that was. */
  readonly lastErrorAt: Maybe<Scalars['DateTime']['output']>;
  /** Whether calls are let through to it. */
  readonly breaker: BreakerState;
  /** Who waits for it, by urgency. */
  readonly lanes: ReadonlyArray<LaneState>;
  /** How long its answers took within the last five to ten minutes. */
  readonly latency: LatencyState;
  /** The limits of the source, and what is left of each. */
  readonly limits: ReadonlyArray<LimitState>;
  /** How the limits are kept together with other replicas; null if this process keeps them alone. */
  readonly sharedLimits: Maybe<SharedLimitsState>;
  /** How well what is spent of its limits is remembered. */
  readonly ledger: LedgerState;
  /** The calls of the last thirty days; null before the first call, or if none are remembered. */
  readonly history: Maybe<CallHistory>;
};

/** Whether calls to a source are let through. */
export type BreakerState = {
  /** Closed as usual, open after several failures in a row. */
  readonly state: BreakerPosition;
  /** When it opened; null while it is closed. */
  readonly since: Maybe<Scalars['DateTime']['output']>;
  /** When the next call will find out whether the source is back; null if any call may. */
  readonly probeAt: Maybe<Scalars['DateTime']['output']>;
};

/** What is done with calls to a source. */
export type BreakerPosition =
  /** They are let through. */
  | 'CLOSED'
  /** They are refused at once, because the source only failed of late. */
  | 'OPEN'
  /** One of them is let through now and then to find out whether the source is back. */
  | 'HALF_OPEN';

/** The calls of one urgency. */
export type LaneState = {
  /** The lane: `interactive`, `refresh` or `batch`. */
  readonly lane: Scalars['String']['output'];
  /** How many calls wait for leave to be made. */
  readonly queued: Scalars['Int']['output'];
  /** How many calls are under way. */
  readonly inFlight: Scalars['Int']['output'];
  /** How many calls were refused since this gateway process started. */
  readonly refused: Scalars['Int']['output'];
  /** The part of every limit that the lane may draw on, from 0 to 1. */
  readonly share: Scalars['Float']['output'];
};

/** How long answers took, in milliseconds; at most a fifth more than measured, null if there were none. */
export type LatencyState = {
  /** Half of them took no longer. */
  readonly p50: Maybe<Scalars['Float']['output']>;
  /** 19 in 20 took no longer. */
  readonly p95: Maybe<Scalars['Float']['output']>;
  /** 99 in 100 took no longer. */
  readonly p99: Maybe<Scalars['Float']['output']>;
};

/** How limits fare that several replicas keep together. */
export type SharedLimitsState = {
  /** Whether the common part is within reach. */
  readonly state: SharedLimitsReach;
  /** For how many seconds it was not, since this gateway process started. */
  readonly degradedSeconds: Scalars['Float']['output'];
  /** How many permits were taken from the common part and not used in time. */
  readonly permitsExpired: Scalars['Int']['output'];
};

/** Whether replicas can draw on what they have in common. */
export type SharedLimitsReach =
  /** They do. */
  | 'SHARED'
  /** They cannot reach it: each replica keeps to a part of its own, which is smaller. */
  | 'DEGRADED';

/** The calls to a source hour by hour, those of earlier processes of this gateway included. Every replica tells its own. */
export type CallHistory = {
  /** When the first of the hours began. */
  readonly since: Scalars['DateTime']['output'];
  /** How many calls left in each hour, without a gap; the last is the current hour. */
  readonly callsPerHour: ReadonlyArray<Scalars['Int']['output']>;
};

/** How well what is spent of limits is remembered. */
export type LedgerState =
  /** Written down, so that it outlives this process. */
  | 'KEPT'
  /**
   * What was spent before this process could not be read: half of each limit is taken to be gone, until time or the source tells
   * more. What is spent now is written down.
   */
  | 'GUESSED'
  /** It cannot be written down at the moment. */
  | 'UNWRITABLE'
  /** Forgotten when this process ends: the operator wants it so. */
  | 'FORGOTTEN';

/** Whether a source can be asked at the moment. */
export type SourceStatus =
  /** It answers. */
  | 'OK'
  /** It is not asked for a while, because it said to wait. */
  | 'RESTING'
  /** It cannot be asked: it cannot be reached, fails, or does not let us in. */
  | 'UNAVAILABLE'
  /** It has not been asked yet. */
  | 'UNKNOWN';

/** One limit of a source, and what is left of it. */
export type LimitState = {
  /** The name of the limit. */
  readonly name: Scalars['String']['output'];
  /** How the limit counts. */
  readonly kind: LimitKind;
  /** How much is allowed: calls, or the unit that the vendor counts in. Less for a while after the source said that it was too much. */
  readonly limit: Scalars['Float']['output'];
  /** How much the source allows to all who share it; null if it publishes none. */
  readonly published: Maybe<Scalars['Float']['output']>;
  /** How much is left; null if that is not known. */
  readonly remaining: Maybe<Scalars['Float']['output']>;
  /** The length of the window that the limit counts over; null for a limit on calls at one time. */
  readonly windowSeconds: Maybe<Scalars['Float']['output']>;
  /** When more becomes available; null if some is left or that is not known. */
  readonly resetAt: Maybe<Scalars['DateTime']['output']>;
  /** The page of the vendor that states the limit; null if the operator set it. */
  readonly citation: Maybe<Scalars['String']['output']>;
};

/** How a limit counts. */
export type LimitKind =
  /** A steady rate with some room for bursts. */
  | 'RATE'
  /** So many within any window of time. */
  | 'WINDOW'
  /** So many within a day. */
  | 'QUOTA'
  /** So many at one time. */
  | 'CONCURRENCY'
  /** So many at one time, found out while calling: fewer when the source struggles. For sources that publish no limit. */
  | 'ADAPTIVE';

/** Everything that can be asked. */
export type Query = {
  /** Any object by its global id; null if there is none. */
  readonly node: Maybe<Node>;
  /** The connected systems, and how they fare. Asks none of them. */
  readonly sources: ReadonlyArray<SourceState>;
  /**
   * What a query would ask of which source, and what that would cost: without asking anybody. The header `x-freshet-explain: plan`
   * does the same for the query that it comes with.
   */
  readonly explain: Explanation;
  /** Open receivables of all systems by age, computed from the open documents. */
  readonly receivablesAging: Maybe<ReceivablesAging>;
  /** Whether a customer may buy for an amount on credit. Always asked live, past every cache. */
  readonly creditCheck: Maybe<CreditCheck>;
  /** Balances of the general ledgers of all systems, added up from what is posted. Drafts do not count. */
  readonly trialBalance: Maybe<TrialBalance>;
  /** Sales deals of all systems in sums: by step, by person, by month. */
  readonly pipeline: Maybe<Pipeline>;
  /** Sales orders of all systems that are not finished, in sums. The orders themselves: `salesOrders`. */
  readonly openOrders: Maybe<OpenOrders>;
  /** Records of all systems that a text is found in, searched by the systems themselves. */
  readonly search: Maybe<SearchResults>;
  /** How much of an item there is in all warehouses of all systems. Give exactly one of `sku` and `item`; null if no system knows it. */
  readonly stock: Maybe<ItemStock>;
  /** Whether some goods can be promised. What is there, promised and ordered is asked live, past every cache; which record bears an article number may be as old as items may be. */
  readonly availability: Maybe<Availability>;
  /** A customer over all systems. Give exactly one argument; null if nothing is found. */
  readonly customerProfile: Maybe<CustomerProfile>;
  /** Several customers over all systems, in the order of what is given: null, and an error, where one cannot be found. Give exactly one argument; at most 200. */
  readonly customerProfiles: Maybe<ReadonlyArray<Maybe<CustomerProfile>>>;
  /** A supplier over all systems. Give exactly one argument; null if nothing is found. */
  readonly supplierProfile: Maybe<SupplierProfile>;
  /** Several suppliers over all systems, in the order of what is given: null, and an error, where one cannot be found. Give exactly one argument; at most 200. */
  readonly supplierProfiles: Maybe<ReadonlyArray<Maybe<SupplierProfile>>>;
  /** An item over all systems. Give exactly one argument; null if nothing is found. */
  readonly itemProfile: Maybe<ItemProfile>;
  /** Several items over all systems, in the order of what is given: null, and an error, where one cannot be found. Give exactly one argument; at most 200. */
  readonly itemProfiles: Maybe<ReadonlyArray<Maybe<ItemProfile>>>;
  /** The `Customer` records of all connected sources that serve them, as one list. */
  readonly customers: Maybe<CustomerConnection>;
  /** The `Customer` with this global id; null if there is none. */
  readonly customer: Maybe<Customer>;
  /** The `Contact` records of all connected sources that serve them, as one list. */
  readonly contacts: Maybe<ContactConnection>;
  /** The `Contact` with this global id; null if there is none. */
  readonly contact: Maybe<Contact>;
  /** The `Opportunity` records of all connected sources that serve them, as one list. */
  readonly opportunities: Maybe<OpportunityConnection>;
  /** The `Opportunity` with this global id; null if there is none. */
  readonly opportunity: Maybe<Opportunity>;
  /** The `LegalEntity` records of all connected sources that serve them, as one list. */
  readonly legalEntities: Maybe<LegalEntityConnection>;
  /** The `LegalEntity` with this global id; null if there is none. */
  readonly legalEntity: Maybe<LegalEntity>;
  /** The `Invoice` records of all connected sources that serve them, as one list. */
  readonly invoices: Maybe<InvoiceConnection>;
  /** The `Invoice` with this global id; null if there is none. */
  readonly invoice: Maybe<Invoice>;
  /** The `CreditStatus` records of all connected sources that serve them, as one list. */
  readonly creditStatuses: Maybe<CreditStatusConnection>;
  /** The `CreditStatus` with this global id; null if there is none. */
  readonly creditStatus: Maybe<CreditStatus>;
  /** The `Payment` records of all connected sources that serve them, as one list. */
  readonly payments: Maybe<PaymentConnection>;
  /** The `Payment` with this global id; null if there is none. */
  readonly payment: Maybe<Payment>;
  /** The `GLAccount` records of all connected sources that serve them, as one list. */
  readonly glAccounts: Maybe<GLAccountConnection>;
  /** The `GLAccount` with this global id; null if there is none. */
  readonly glAccount: Maybe<GLAccount>;
  /** The `JournalEntry` records of all connected sources that serve them, as one list. */
  readonly journalEntries: Maybe<JournalEntryConnection>;
  /** The `JournalEntry` with this global id; null if there is none. */
  readonly journalEntry: Maybe<JournalEntry>;
  /** The `JournalLine` records of all connected sources that serve them, as one list. */
  readonly journalLines: Maybe<JournalLineConnection>;
  /** The `JournalLine` with this global id; null if there is none. */
  readonly journalLine: Maybe<JournalLine>;
  /** The `Item` records of all connected sources that serve them, as one list. */
  readonly items: Maybe<ItemConnection>;
  /** The `Item` with this global id; null if there is none. */
  readonly item: Maybe<Item>;
  /** The `Warehouse` records of all connected sources that serve them, as one list. */
  readonly warehouses: Maybe<WarehouseConnection>;
  /** The `Warehouse` with this global id; null if there is none. */
  readonly warehouse: Maybe<Warehouse>;
  /** The `StockLevel` records of all connected sources that serve them, as one list. */
  readonly stockLevels: Maybe<StockLevelConnection>;
  /** The `StockLevel` with this global id; null if there is none. */
  readonly stockLevel: Maybe<StockLevel>;
  /** The `SalesOrder` records of all connected sources that serve them, as one list. */
  readonly salesOrders: Maybe<SalesOrderConnection>;
  /** The `SalesOrder` with this global id; null if there is none. */
  readonly salesOrder: Maybe<SalesOrder>;
  /** The `PurchaseOrder` records of all connected sources that serve them, as one list. */
  readonly purchaseOrders: Maybe<PurchaseOrderConnection>;
  /** The `PurchaseOrder` with this global id; null if there is none. */
  readonly purchaseOrder: Maybe<PurchaseOrder>;
  /** The `Supplier` records of all connected sources that serve them, as one list. */
  readonly suppliers: Maybe<SupplierConnection>;
  /** The `Supplier` with this global id; null if there is none. */
  readonly supplier: Maybe<Supplier>;
};


/** Everything that can be asked. */
export type QuerynodeArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be asked. */
export type QueryexplainArgs = {
  query: Scalars['String']['input'];
  operationName?: InputMaybe<Scalars['String']['input']>;
  variables?: InputMaybe<Scalars['String']['input']>;
};


/** Everything that can be asked. */
export type QueryreceivablesAgingArgs = {
  groupBy?: InputMaybe<ReadonlyArray<AgingGrouping>>;
  buckets?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
  asOf?: InputMaybe<Scalars['Date']['input']>;
  basis?: InputMaybe<AgingBasis>;
  customer?: InputMaybe<Scalars['ID']['input']>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Everything that can be asked. */
export type QuerycreditCheckArgs = {
  customer: Scalars['ID']['input'];
  amount: MoneyInput;
};


/** Everything that can be asked. */
export type QuerytrialBalanceArgs = {
  groupBy?: InputMaybe<ReadonlyArray<TrialBalanceGrouping>>;
  from?: InputMaybe<Scalars['Date']['input']>;
  to?: InputMaybe<Scalars['Date']['input']>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Everything that can be asked. */
export type QuerypipelineArgs = {
  groupBy?: InputMaybe<ReadonlyArray<PipelineGrouping>>;
  where?: InputMaybe<OpportunityFilter>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Everything that can be asked. */
export type QueryopenOrdersArgs = {
  groupBy?: InputMaybe<ReadonlyArray<OpenOrdersGrouping>>;
  customer?: InputMaybe<Scalars['ID']['input']>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Everything that can be asked. */
export type QuerysearchArgs = {
  text: Scalars['String']['input'];
  types?: InputMaybe<ReadonlyArray<SearchType>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Everything that can be asked. */
export type QuerystockArgs = {
  sku?: InputMaybe<Scalars['String']['input']>;
  item?: InputMaybe<Scalars['ID']['input']>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Everything that can be asked. */
export type QueryavailabilityArgs = {
  lines: ReadonlyArray<AvailabilityLine>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Everything that can be asked. */
export type QuerycustomerProfileArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  record?: InputMaybe<Scalars['ID']['input']>;
  match?: InputMaybe<CustomerMatch>;
};


/** Everything that can be asked. */
export type QuerycustomerProfilesArgs = {
  ids?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  records?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};


/** Everything that can be asked. */
export type QuerysupplierProfileArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  record?: InputMaybe<Scalars['ID']['input']>;
  match?: InputMaybe<SupplierMatch>;
};


/** Everything that can be asked. */
export type QuerysupplierProfilesArgs = {
  ids?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  records?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};


/** Everything that can be asked. */
export type QueryitemProfileArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  record?: InputMaybe<Scalars['ID']['input']>;
  sku?: InputMaybe<Scalars['String']['input']>;
  identifier?: InputMaybe<IdentifierMatch>;
};


/** Everything that can be asked. */
export type QueryitemProfilesArgs = {
  ids?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  records?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};


/** Everything that can be asked. */
export type QuerycustomersArgs = {
  where?: InputMaybe<CustomerFilter>;
  orderBy?: InputMaybe<ReadonlyArray<CustomerOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Everything that can be asked. */
export type QuerycustomerArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be asked. */
export type QuerycontactsArgs = {
  where?: InputMaybe<ContactFilter>;
  orderBy?: InputMaybe<ReadonlyArray<ContactOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Everything that can be asked. */
export type QuerycontactArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be asked. */
export type QueryopportunitiesArgs = {
  where?: InputMaybe<OpportunityFilter>;
  orderBy?: InputMaybe<ReadonlyArray<OpportunityOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Everything that can be asked. */
export type QueryopportunityArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be asked. */
export type QuerylegalEntitiesArgs = {
  where?: InputMaybe<LegalEntityFilter>;
  orderBy?: InputMaybe<ReadonlyArray<LegalEntityOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Everything that can be asked. */
export type QuerylegalEntityArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be asked. */
export type QueryinvoicesArgs = {
  where?: InputMaybe<InvoiceFilter>;
  orderBy?: InputMaybe<ReadonlyArray<InvoiceOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Everything that can be asked. */
export type QueryinvoiceArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be asked. */
export type QuerycreditStatusesArgs = {
  where?: InputMaybe<CreditStatusFilter>;
  orderBy?: InputMaybe<ReadonlyArray<CreditStatusOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Everything that can be asked. */
export type QuerycreditStatusArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be asked. */
export type QuerypaymentsArgs = {
  where?: InputMaybe<PaymentFilter>;
  orderBy?: InputMaybe<ReadonlyArray<PaymentOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Everything that can be asked. */
export type QuerypaymentArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be asked. */
export type QueryglAccountsArgs = {
  where?: InputMaybe<GLAccountFilter>;
  orderBy?: InputMaybe<ReadonlyArray<GLAccountOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Everything that can be asked. */
export type QueryglAccountArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be asked. */
export type QueryjournalEntriesArgs = {
  where?: InputMaybe<JournalEntryFilter>;
  orderBy?: InputMaybe<ReadonlyArray<JournalEntryOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Everything that can be asked. */
export type QueryjournalEntryArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be asked. */
export type QueryjournalLinesArgs = {
  where?: InputMaybe<JournalLineFilter>;
  orderBy?: InputMaybe<ReadonlyArray<JournalLineOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Everything that can be asked. */
export type QueryjournalLineArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be asked. */
export type QueryitemsArgs = {
  where?: InputMaybe<ItemFilter>;
  orderBy?: InputMaybe<ReadonlyArray<ItemOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Everything that can be asked. */
export type QueryitemArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be asked. */
export type QuerywarehousesArgs = {
  where?: InputMaybe<WarehouseFilter>;
  orderBy?: InputMaybe<ReadonlyArray<WarehouseOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Everything that can be asked. */
export type QuerywarehouseArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be asked. */
export type QuerystockLevelsArgs = {
  where?: InputMaybe<StockLevelFilter>;
  orderBy?: InputMaybe<ReadonlyArray<StockLevelOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Everything that can be asked. */
export type QuerystockLevelArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be asked. */
export type QuerysalesOrdersArgs = {
  where?: InputMaybe<SalesOrderFilter>;
  orderBy?: InputMaybe<ReadonlyArray<SalesOrderOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Everything that can be asked. */
export type QuerysalesOrderArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be asked. */
export type QuerypurchaseOrdersArgs = {
  where?: InputMaybe<PurchaseOrderFilter>;
  orderBy?: InputMaybe<ReadonlyArray<PurchaseOrderOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Everything that can be asked. */
export type QuerypurchaseOrderArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be asked. */
export type QuerysuppliersArgs = {
  where?: InputMaybe<SupplierFilter>;
  orderBy?: InputMaybe<ReadonlyArray<SupplierOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Everything that can be asked. */
export type QuerysupplierArgs = {
  id: Scalars['ID']['input'];
};

/** A party that buys, as one source knows it. The same party in several systems is several customers and one `profile`. */
export type Customer = Node & Record & {
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** The number that people know the customer by. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** The name. */
  readonly name: Scalars['String']['output'];
  /** The name in the register of companies. */
  readonly legalName: Maybe<Scalars['String']['output']>;
  /** Whether it is an organization or a person. */
  readonly kind: PartyKind;
  /** What the customer is to the company. */
  readonly roles: ReadonlyArray<CustomerRole>;
  /** Whether business is done with it. */
  readonly status: PartyStatus;
  /** The status as the source writes it. */
  readonly sourceStatus: Maybe<Scalars['String']['output']>;
  /** What is blocked, and where. */
  readonly blocks: ReadonlyArray<Block>;
  /** The numbers under which the outside world knows it, such as VAT numbers. */
  readonly identifiers: ReadonlyArray<Identifier>;
  /** E-mail addresses. */
  readonly emails: ReadonlyArray<Scalars['String']['output']>;
  /** Telephone numbers, as in +4930123456 where the source's text allows. */
  readonly phones: ReadonlyArray<Scalars['String']['output']>;
  /** Internet domains, without www. */
  readonly domains: ReadonlyArray<Scalars['String']['output']>;
  /** Addresses of websites. */
  readonly websites: ReadonlyArray<Scalars['String']['output']>;
  /** Postal addresses. */
  readonly addresses: ReadonlyArray<Address>;
  /** The currency it usually buys in. */
  readonly currency: Maybe<Scalars['CurrencyCode']['output']>;
  /** When and how it usually pays. */
  readonly paymentTerm: Maybe<PaymentTerm>;
  /** Whether it is exempt from tax. */
  readonly taxExempt: Maybe<Scalars['Boolean']['output']>;
  /** The industry, as the source writes it. */
  readonly industry: Maybe<Scalars['String']['output']>;
  /** How many people work there. */
  readonly employeeCount: Maybe<Scalars['Int']['output']>;
  /** What it earns in a year. */
  readonly annualRevenue: Maybe<Money>;
  /** The customer it belongs to. */
  readonly parent: Maybe<Customer>;
  /** The customer that gets its invoices. */
  readonly billTo: Maybe<Customer>;
  /** The person in charge of it, as the source names them. */
  readonly owner: Maybe<Scalars['String']['output']>;
  /** Persons at the customer, in the same source. */
  readonly contacts: Maybe<ContactConnection>;
  /** Sales deals with the customer, in the same source. */
  readonly opportunities: Maybe<OpportunityConnection>;
  /** Sales orders of the customer, in the same source. */
  readonly salesOrders: Maybe<SalesOrderConnection>;
  /** Invoices and credit notes to the customer, in the same source. */
  readonly invoices: Maybe<InvoiceConnection>;
  /** Payments from and to the customer, in the same source. */
  readonly payments: Maybe<PaymentConnection>;
  /** What it may still buy on credit, one entry for each scope. Null if that could not be read. */
  readonly credit: Maybe<ReadonlyArray<CreditStatus>>;
  /** The same party over all systems. */
  readonly profile: Maybe<CustomerProfile>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
};


/** A party that buys, as one source knows it. The same party in several systems is several customers and one `profile`. */
export type CustomercontactsArgs = {
  where?: InputMaybe<ContactFilter>;
  orderBy?: InputMaybe<ReadonlyArray<ContactOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A party that buys, as one source knows it. The same party in several systems is several customers and one `profile`. */
export type CustomeropportunitiesArgs = {
  where?: InputMaybe<OpportunityFilter>;
  orderBy?: InputMaybe<ReadonlyArray<OpportunityOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A party that buys, as one source knows it. The same party in several systems is several customers and one `profile`. */
export type CustomersalesOrdersArgs = {
  where?: InputMaybe<SalesOrderFilter>;
  orderBy?: InputMaybe<ReadonlyArray<SalesOrderOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A party that buys, as one source knows it. The same party in several systems is several customers and one `profile`. */
export type CustomerinvoicesArgs = {
  where?: InputMaybe<InvoiceFilter>;
  orderBy?: InputMaybe<ReadonlyArray<InvoiceOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A party that buys, as one source knows it. The same party in several systems is several customers and one `profile`. */
export type CustomerpaymentsArgs = {
  where?: InputMaybe<PaymentFilter>;
  orderBy?: InputMaybe<ReadonlyArray<PaymentOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** Whether a party is an organization or a person. */
export type PartyKind =
  /** A company, authority or association. */
  | 'ORGANIZATION'
  /** A person. */
  | 'PERSON'
  /** Another kind, known to the source. */
  | 'OTHER'
  /** The source does not say. */
  | 'UNKNOWN';

/** What a customer is to the company. */
export type CustomerRole =
  /** Might buy. */
  | 'PROSPECT'
  /** Buys. */
  | 'CUSTOMER'
  /** Used to buy. */
  | 'FORMER'
  /** Something else, known to the source. */
  | 'OTHER'
  /** The source does not say, or says something that is not known here. */
  | 'UNKNOWN';

/** Whether business is done with a party. */
export type PartyStatus =
  /** Business is done with it. */
  | 'ACTIVE'
  /** No business is done with it. */
  | 'INACTIVE'
  /** Business with it is blocked; see `blocks`. */
  | 'BLOCKED'
  /** Put away, kept for the record. */
  | 'ARCHIVED'
  /** Another status, known to the source; see `sourceStatus`. */
  | 'OTHER'
  /** The source does not say, or says something that is not known here; see `sourceStatus`. */
  | 'UNKNOWN';

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
  /** New orders. */
  | 'ORDERS'
  /** Deliveries. */
  | 'DELIVERY'
  /** Invoices. */
  | 'INVOICING'
  /** Entries in the books. */
  | 'POSTING'
  /** Everything. */
  | 'ALL'
  /** Something else, known to the source. */
  | 'OTHER'
  /** The source does not say. */
  | 'UNKNOWN';

/** A person at a customer or supplier. */
export type Contact = Node & Record & {
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** First name. */
  readonly firstName: Maybe<Scalars['String']['output']>;
  /** Last name. */
  readonly lastName: Maybe<Scalars['String']['output']>;
  /** The whole name. */
  readonly fullName: Scalars['String']['output'];
  /** Job title. */
  readonly title: Maybe<Scalars['String']['output']>;
  /** Department. */
  readonly department: Maybe<Scalars['String']['output']>;
  /** E-mail addresses. */
  readonly emails: ReadonlyArray<Scalars['String']['output']>;
  /** Telephone numbers, as in +4930123456 where the source's text allows. */
  readonly phones: ReadonlyArray<Scalars['String']['output']>;
  /** What the person is there for. */
  readonly roles: ReadonlyArray<ContactRole>;
  /** Whether it is the main contact. */
  readonly isPrimary: Maybe<Scalars['Boolean']['output']>;
  /** Whether the person does not want to be written to. */
  readonly optOut: Maybe<Scalars['Boolean']['output']>;
  /** The customer the person belongs to. */
  readonly customer: Maybe<Customer>;
  /** The supplier the person belongs to. */
  readonly supplier: Maybe<Supplier>;
  /** When something was last done with the person. */
  readonly lastActivityAt: Maybe<Scalars['DateTime']['output']>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
};

/** What a contact is there for. */
export type ContactRole =
  /** Decides. */
  | 'DECISION_MAKER'
  /** Takes care of invoices. */
  | 'BILLING'
  /** Takes care of deliveries. */
  | 'SHIPPING'
  /** Buys. */
  | 'PURCHASING'
  /** Answers technical questions. */
  | 'TECHNICAL'
  /** Something else, known to the source. */
  | 'OTHER'
  /** The source does not say, or says something that is not known here. */
  | 'UNKNOWN';

/** A sales deal that may be won. */
export type Opportunity = Node & Record & {
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** The name of the deal. */
  readonly name: Scalars['String']['output'];
  /** The customer. */
  readonly customer: Maybe<Customer>;
  /** The most important person at the customer. */
  readonly primaryContact: Maybe<Contact>;
  /** The person in charge of it, as the source names them. */
  readonly owner: Maybe<Scalars['String']['output']>;
  /** The step it has reached in the sales process. */
  readonly stage: Maybe<Stage>;
  /** Whether it is open, won or lost. */
  readonly status: OpportunityStatus;
  /** The status as the source writes it. */
  readonly sourceStatus: Maybe<Scalars['String']['output']>;
  /** What it is worth. */
  readonly amount: Maybe<DualMoney>;
  /** How likely it is to be won. */
  readonly probability: Maybe<Scalars['Percent']['output']>;
  /** The amount times the probability, as the source tells it. */
  readonly weighted: Maybe<Money>;
  /** The day on which it should be decided. */
  readonly expectedCloseDate: Maybe<Scalars['Date']['output']>;
  /** When it was decided. */
  readonly closedAt: Maybe<Scalars['DateTime']['output']>;
  /** How the forecast counts it. */
  readonly forecastCategory: Maybe<ForecastCategory>;
  /** How the customer was found, as the source writes it. */
  readonly leadSource: Maybe<Scalars['String']['output']>;
  /** Why it was lost, as the source writes it. */
  readonly lossReason: Maybe<Scalars['String']['output']>;
  /** What is to be sold. Null if it could not be read. */
  readonly lines: Maybe<ReadonlyArray<OpportunityLine>>;
  /** When something was last done for it. */
  readonly lastActivityAt: Maybe<Scalars['DateTime']['output']>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
};

/** One line of a sales deal: what is to be sold. */
export type OpportunityLine = Node & Record & {
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** The deal it belongs to. */
  readonly opportunity: Maybe<Opportunity>;
  /** The number of the line. */
  readonly lineNo: Maybe<Scalars['Int']['output']>;
  /** The item to be sold. */
  readonly item: Maybe<Item>;
  /** The text of the line. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** How much is to be sold. */
  readonly quantity: Maybe<Quantity>;
  /** The price of one unit. */
  readonly unitPrice: Maybe<Money>;
  /** The amount of the line, after discount. */
  readonly net: Maybe<Money>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
};

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

/** Whether a sales deal is open, won or lost. */
export type OpportunityStatus =
  /** Not decided. */
  | 'OPEN'
  /** Won. */
  | 'WON'
  /** Lost. */
  | 'LOST'
  /** Given up without being lost. */
  | 'CANCELLED'
  /** Another status, known to the source; see `sourceStatus`. */
  | 'OTHER'
  /** The source does not say, or says something that is not known here; see `sourceStatus`. */
  | 'UNKNOWN';

/** How a sales forecast counts a deal. */
export type ForecastCategory =
  /** Counted as possible. */
  | 'PIPELINE'
  /** Counted as likely, if things go well. */
  | 'BEST_CASE'
  /** Counted as certain. */
  | 'COMMIT'
  /** Won. */
  | 'CLOSED'
  /** Not counted. */
  | 'OMITTED'
  /** Another category, known to the source. */
  | 'OTHER'
  /** The source does not say, or says something that is not known here. */
  | 'UNKNOWN';

/** What an operation would ask, and what that would cost. */
export type Explanation = {
  /** One for each root field, in their order. */
  readonly fields: ReadonlyArray<ExplainedField>;
  /** One for each source that would be asked. */
  readonly sources: ReadonlyArray<ExplainedSource>;
  /** The calls it would make if every request is answered in one page; what is held already costs none. */
  readonly calls: Scalars['Int']['output'];
  /** No way of answering it makes more calls than this, retries aside. Fields of the stitched schema are not in it. What turns out to need more calls than are allowed ends there. */
  readonly mostCalls: Scalars['Int']['output'];
  /** The calls that the caller may cause with one operation. */
  readonly maxSourceCalls: Scalars['Int']['output'];
  /** Whether it would be answered: it is refused when it is certain to make more calls than are allowed. */
  readonly isAllowed: Scalars['Boolean']['output'];
  /** The explanation for people to read. */
  readonly text: Scalars['String']['output'];
  /** The explanation as a Mermaid flow chart. */
  readonly mermaid: Scalars['String']['output'];
};

/** How one root field would be answered. */
export type ExplainedField = {
  /** Its name in the answer. */
  readonly key: Scalars['String']['output'];
  /** Its name in the schema. */
  readonly field: Scalars['String']['output'];
  /** What would answer it. */
  readonly executor: Executor;
  /** Why no plan is made of it, if none is: then its calls are not told beforehand. */
  readonly reason: Maybe<Scalars['String']['output']>;
  /** What would be asked, each step of one source. */
  readonly steps: ReadonlyArray<ExplainedStep>;
};

/** What answers a root field. */
export type Executor =
  /** A compiled plan: everything of a level is asked together. */
  | 'PLAN'
  /** The stitched schema, delegating field by field. */
  | 'STITCHED';

/** One question to one source. */
export type ExplainedStep = {
  /** Unique within its root field. */
  readonly id: Scalars['Int']['output'];
  /** How records are found. */
  readonly kind: StepKind;
  /** The source that would be asked. */
  readonly source: Scalars['String']['output'];
  /** The type of the records. */
  readonly entity: Scalars['String']['output'];
  /** Where in the answer they are needed. */
  readonly path: Scalars['String']['output'];
  /** The steps that it waits for, because their records name its keys. */
  readonly after: ReadonlyArray<Scalars['Int']['output']>;
  /** The fields that would be read. */
  readonly fields: ReadonlyArray<Scalars['String']['output']>;
  /** The argument `where`, as it is written. */
  readonly filter: Maybe<Scalars['String']['output']>;
  /** The argument `orderBy`, as it is written. */
  readonly order: Maybe<Scalars['String']['output']>;
  /** The argument `first`, as it is written. */
  readonly first: Maybe<Scalars['String']['output']>;
  /** What the source would be asked first, in its own language; empty if that depends on keys that are not known yet. */
  readonly native: ReadonlyArray<Scalars['String']['output']>;
  /** What the source does not decide, so that its rows are read and checked by the gateway. */
  readonly residual: Maybe<Scalars['String']['output']>;
  /** Fields that the source decides exactly: filter on one of them instead. Empty if nothing is left to check. */
  readonly filterOn: ReadonlyArray<Scalars['String']['output']>;
  /** Whether the source sorts the records itself; otherwise all of them are read and sorted by the gateway. */
  readonly isSortedThere: Scalars['Boolean']['output'];
  /** By how many keys it would ask at most; 0 if it asks by filter. */
  readonly mostKeys: Scalars['Int']['output'];
  /** How many rows the source would send at most. */
  readonly mostRows: Scalars['Int']['output'];
  /** The calls it would make if every request is answered in one page. */
  readonly calls: Scalars['Int']['output'];
  /** The calls it would make at most, retries aside. */
  readonly mostCalls: Scalars['Int']['output'];
  /** Whether it is found out on the way that it is asked, and how often: then it is told as asked once, and never a reason to refuse the operation. */
  readonly isBounded: Scalars['Boolean']['output'];
  /** Whether it would be answered from what is held, without any call. */
  readonly isHeld: Scalars['Boolean']['output'];
};

/** How a step finds records. */
export type StepKind =
  /** By filter and order. */
  | 'SCAN'
  /** By keys that the caller gives. */
  | 'LOOKUP'
  /** By keys that stand in other records. */
  | 'REFERENCE'
  /** All that belong to other records. */
  | 'CHILDREN'
  /** No records, but groups and sums that the source makes of them. */
  | 'AGGREGATE';

/** What an operation would cost one source. */
export type ExplainedSource = {
  /** The name of the source. */
  readonly source: Scalars['String']['output'];
  /** The calls if every request is answered in one page. */
  readonly calls: Scalars['Int']['output'];
  /** The calls at most, retries aside. */
  readonly mostCalls: Scalars['Int']['output'];
  /** What that is of each limit that counts calls over time. */
  readonly limits: ReadonlyArray<ExplainedLimit>;
};

/** What an operation would take of one limit. */
export type ExplainedLimit = {
  /** The name of the limit. */
  readonly name: Scalars['String']['output'];
  /** How the limit counts. */
  readonly kind: LimitKind;
  /** How many calls it allows. */
  readonly limit: Scalars['Float']['output'];
  /** How many are left now. */
  readonly remaining: Scalars['Float']['output'];
  /** What part of the whole limit the calls would take, from 0 to 1. */
  readonly share: Scalars['Float']['output'];
  /** What part of what is left now; more than 1 if that is not enough, null if nothing is left. */
  readonly shareOfRemaining: Maybe<Scalars['Float']['output']>;
};

/** A company that keeps books: the owner of documents. */
export type LegalEntity = Node & Record & {
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** The code of the company; where the source has no code, its key. */
  readonly code: Scalars['String']['output'];
  /** The name of the company. */
  readonly name: Scalars['String']['output'];
  /** The currency that its books are kept in. */
  readonly functionalCurrency: Scalars['CurrencyCode']['output'];
  /** The country it is registered in. */
  readonly country: Maybe<Scalars['CountryCode']['output']>;
  /** The IANA time zone that its calendar dates are in, as in Europe/Berlin. Set by the operator where the source has none. */
  readonly timeZone: Maybe<Scalars['String']['output']>;
  /** Its tax numbers. */
  readonly taxIds: ReadonlyArray<Identifier>;
  /** The company it belongs to. */
  readonly parent: Maybe<LegalEntity>;
  /** The first day of its fiscal year, as MM-DD. */
  readonly fiscalYearStart: Maybe<Scalars['String']['output']>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
};

/** A document that says who owes what: invoices to customers, bills from suppliers, and their credit notes. */
export type Invoice = Node & Record & {
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** Whether it is owed to the company or by the company. */
  readonly direction: InvoiceDirection;
  /** What kind of document it is. */
  readonly kind: InvoiceKind;
  /** The number printed on the document. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** The other party's own number for it, such as the number on a supplier's bill. */
  readonly partyNumber: Maybe<Scalars['String']['output']>;
  /** The customer, if it is a receivable. */
  readonly customer: Maybe<Customer>;
  /** The supplier, if it is a payable. */
  readonly supplier: Maybe<Supplier>;
  /** The date on the document. Drafts may have none. */
  readonly issueDate: Maybe<Scalars['Date']['output']>;
  /** The date it counts in the books. */
  readonly postingDate: Maybe<Scalars['Date']['output']>;
  /** The date by which it is to be paid. */
  readonly dueDate: Maybe<Scalars['Date']['output']>;
  /** The date it was paid in full. */
  readonly paidDate: Maybe<Scalars['Date']['output']>;
  /** How far it has come. Being overdue is not a status: see `isOverdue`. */
  readonly status: InvoiceStatus;
  /** The status as the source writes it. */
  readonly sourceStatus: Maybe<Scalars['String']['output']>;
  /** Whether the other party disputes it; null if the source does not keep that. */
  readonly disputed: Maybe<Scalars['Boolean']['output']>;
  /** Its sums, in the currency of the document. */
  readonly totals: DocumentTotals;
  /** The currency of the document. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** The exchange rate to the currency of the books, as the source booked it. */
  readonly rate: Maybe<Scalars['Decimal']['output']>;
  /** What is not settled yet: never negative. */
  readonly open: Maybe<DualMoney>;
  /** What is not settled yet, with a sign: positive adds to what is owed, credit notes are negative. */
  readonly openSigned: Maybe<Money>;
  /** Whether something is unsettled after the due date. */
  readonly isOverdue: Maybe<Scalars['Boolean']['output']>;
  /** Days since the due date while something is unsettled; 0 when not overdue. */
  readonly daysPastDue: Maybe<Scalars['Int']['output']>;
  /** When and how it is to be paid. */
  readonly paymentTerm: Maybe<PaymentTerm>;
  /** The number of the buyer's purchase order. */
  readonly poNumber: Maybe<Scalars['String']['output']>;
  /** The sales orders that it bills. */
  readonly salesOrders: ReadonlyArray<DocumentRef>;
  /** The purchase orders that it bills. */
  readonly purchaseOrders: ReadonlyArray<DocumentRef>;
  /** The document that it corrects or credits. */
  readonly corrects: Maybe<DocumentRef>;
  /** Its taxes by rate. */
  readonly taxes: ReadonlyArray<TaxLine>;
  /** Its lines. Null if they could not be read. */
  readonly lines: Maybe<ReadonlyArray<InvoiceLine>>;
  /** What it was settled with. Null if that could not be read. */
  readonly payments: Maybe<ReadonlyArray<Allocation>>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
};


/** A document that says who owes what: invoices to customers, bills from suppliers, and their credit notes. */
export type InvoiceisOverdueArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
};


/** A document that says who owes what: invoices to customers, bills from suppliers, and their credit notes. */
export type InvoicedaysPastDueArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
};

/** One line of an invoice. */
export type InvoiceLine = Node & Record & {
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** The invoice it belongs to. */
  readonly invoice: Maybe<Invoice>;
  /** The number of the line. */
  readonly lineNo: Maybe<Scalars['Int']['output']>;
  /** The item that is billed. */
  readonly item: Maybe<Item>;
  /** The text of the line. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** How much is billed. */
  readonly quantity: Maybe<Quantity>;
  /** The price of one unit, before discount and tax. */
  readonly unitPrice: Maybe<Money>;
  /** The discount on the line. */
  readonly discount: Maybe<Money>;
  /** The amount of the line after discount, before tax. */
  readonly net: Maybe<Money>;
  /** The taxes of the line. */
  readonly taxes: ReadonlyArray<TaxLine>;
  /** The account it is booked to. */
  readonly account: Maybe<GLAccount>;
  /** The tags it is analysed by. */
  readonly dimensions: ReadonlyArray<Dimension>;
  /** The order line that it bills. */
  readonly orderLine: Maybe<DocumentRef>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
};

/** Whether an invoice is owed to the company or by the company. */
export type InvoiceDirection =
  /** A customer owes it to the company. */
  | 'RECEIVABLE'
  /** The company owes it to a supplier. */
  | 'PAYABLE';

/** What kind of document an invoice is (UN/ECE code list 1001). */
export type InvoiceKind =
  /** An ordinary invoice (380). */
  | 'STANDARD'
  /** A credit note (381). */
  | 'CREDIT_NOTE'
  /** A debit note (383). */
  | 'DEBIT_NOTE'
  /** An invoice for payment in advance (386). */
  | 'PREPAYMENT'
  /** An invoice that replaces a wrong one (384). */
  | 'CORRECTION'
  /** An invoice that the buyer writes (389). */
  | 'SELF_BILLED'
  /** Another kind, known to the source. */
  | 'OTHER'
  /** The source does not say, or says something that is not known here. */
  | 'UNKNOWN';

/** How far an invoice has come. */
export type InvoiceStatus =
  /** Being written; nobody owes anything yet. */
  | 'DRAFT'
  /** Waiting for approval. */
  | 'PENDING_APPROVAL'
  /** Posted, nothing settled. */
  | 'OPEN'
  /** Posted, partly settled. */
  | 'PARTIALLY_PAID'
  /** Settled in full. */
  | 'PAID'
  /** Cancelled. */
  | 'VOID'
  /** Given up: will not be paid. */
  | 'WRITTEN_OFF'
  /** Another status, known to the source; see `sourceStatus`. */
  | 'OTHER'
  /** The source does not say, or says something that is not known here; see `sourceStatus`. */
  | 'UNKNOWN';

/** What a customer may still buy on credit, in one scope. A customer may have several; they must not be added up. */
export type CreditStatus = Node & Record & {
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** The customer. */
  readonly customer: Maybe<Customer>;
  /** What the limit covers. */
  readonly scope: CreditScope;
  /** How much may be owed at most. Null does not mean unlimited: see `unlimited`. */
  readonly limit: Maybe<Money>;
  /** Whether the source says that there is no limit; null if it does not say. */
  readonly unlimited: Maybe<Scalars['Boolean']['output']>;
  /** What counts against the limit. */
  readonly exposure: CreditExposure;
  /** What is left of the limit. */
  readonly available: Maybe<Money>;
  /** How much of the limit is used. */
  readonly utilization: Maybe<Scalars['Percent']['output']>;
  /** Whether the customer is held. */
  readonly hold: CreditHold;
  /** What is held; null if nothing is. */
  readonly holdScope: Maybe<CreditHoldScope>;
  /** Why the customer is held. */
  readonly holdReason: Maybe<Scalars['String']['output']>;
  /** The risk class, as the source writes it. */
  readonly riskClass: Maybe<Scalars['String']['output']>;
  /** The risk class, as translated by the operator's settings. */
  readonly riskBand: RiskBand;
  /** What is past its due date. */
  readonly overdue: Maybe<Money>;
  /** The days by which the oldest open document is past due. */
  readonly maxDaysPastDue: Maybe<Scalars['Int']['output']>;
  /** The last day on which the limit is valid. */
  readonly limitValidUntil: Maybe<Scalars['Date']['output']>;
  /** The day on which the limit was last reviewed. */
  readonly lastReviewed: Maybe<Scalars['Date']['output']>;
  /** Who did the sums; null if it is not known. */
  readonly computedBy: Maybe<ComputedBy>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
};

/** What a credit limit covers. */
export type CreditScope = {
  /** How the source divides credit. */
  readonly kind: CreditScopeKind;
  /** The code of the part, such as the credit segment. */
  readonly code: Maybe<Scalars['String']['output']>;
  /** The name of the part. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** The company that grants the credit, if it is only one. */
  readonly legalEntity: Maybe<LegalEntity>;
};

/** How a source divides credit. */
export type CreditScopeKind =
  /** One limit for everything in the source. */
  | 'GLOBAL'
  /** One limit for each legal entity. */
  | 'LEGAL_ENTITY'
  /** One limit for each credit segment. */
  | 'CREDIT_SEGMENT'
  /** One limit for each account and currency. */
  | 'ACCOUNT'
  /** One limit for each bill-to site and currency. */
  | 'SITE'
  /** Another division, known to the source. */
  | 'OTHER'
  /** The source does not say. */
  | 'UNKNOWN';

/** What counts against a credit limit. */
export type CreditExposure = {
  /** The sum, as the source or the gateway makes it. */
  readonly total: Maybe<Money>;
  /** Invoices that are not settled. */
  readonly openReceivables: Maybe<Money>;
  /** Orders that are not delivered. */
  readonly openOrders: Maybe<Money>;
  /** Deliveries that are not billed. */
  readonly deliveredNotInvoiced: Maybe<Money>;
  /** Payments that are not yet matched with invoices; they lower the exposure. */
  readonly unappliedPayments: Maybe<Money>;
  /** Anything else. */
  readonly other: Maybe<Money>;
};

/** Whether a customer is held for credit. */
export type CreditHold =
  /** Not held. */
  | 'NONE'
  /** Held by a person. */
  | 'HELD'
  /** Held by a rule of the source, such as an exceeded limit. */
  | 'AUTO'
  /** A rule would hold, but a person allowed it. */
  | 'OVERRIDDEN'
  /** Another state, known to the source. */
  | 'OTHER'
  /** The source does not say. This is not a no. */
  | 'UNKNOWN';

/** What a credit hold stops. */
export type CreditHoldScope =
  /** New orders. */
  | 'ORDERS'
  /** Deliveries. */
  | 'DELIVERY'
  /** Everything. */
  | 'ALL'
  /** Something else, known to the source. */
  | 'OTHER'
  /** The source does not say. */
  | 'UNKNOWN';

/** How likely a customer is to fail to pay. */
export type RiskBand =
  /** Unlikely. */
  | 'LOW'
  /** Possible. */
  | 'MEDIUM'
  /** Likely. */
  | 'HIGH'
  /** A class that the operator's settings place in none of these. */
  | 'OTHER'
  /** The source keeps no class, or one that is not translated. */
  | 'UNKNOWN';

/** Who did a sum. */
export type ComputedBy =
  /** The source. */
  | 'SOURCE'
  /** The gateway, from values of the source. */
  | 'GATEWAY'
  /** Both had a part in it. */
  | 'MIXED';

/** Money received or paid. */
export type Payment = Node & Record & {
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** Whether the money came in or went out. */
  readonly direction: PaymentDirection;
  /** The number of the payment. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** The customer who paid or was paid back. */
  readonly customer: Maybe<Customer>;
  /** The supplier who was paid or paid back. */
  readonly supplier: Maybe<Supplier>;
  /** The day of the payment. */
  readonly date: Maybe<Scalars['Date']['output']>;
  /** How much was paid. */
  readonly amount: Maybe<DualMoney>;
  /** How it was paid. */
  readonly method: PaymentMethod;
  /** How far it has come. */
  readonly status: PaymentStatus;
  /** The status as the source writes it. */
  readonly sourceStatus: Maybe<Scalars['String']['output']>;
  /** The reference that came with it. */
  readonly reference: Maybe<Scalars['String']['output']>;
  /** The account of the bank or cash desk. */
  readonly bankAccount: Maybe<GLAccount>;
  /** The documents that it settles. Null if that could not be read. */
  readonly allocations: Maybe<ReadonlyArray<Allocation>>;
  /** What is not yet matched with documents. */
  readonly unapplied: Maybe<Money>;
  /** Whether nothing of it is left to be matched with documents. Drafts and payments that were taken back have nothing to match. */
  readonly isApplied: Maybe<Scalars['Boolean']['output']>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
};

/** Whether money came in or went out. */
export type PaymentDirection =
  /** The company received it. */
  | 'INBOUND'
  /** The company paid it. */
  | 'OUTBOUND';

/** How money was paid. */
export type PaymentMethod =
  /** By bank transfer. */
  | 'BANK_TRANSFER'
  /** By direct debit. */
  | 'DIRECT_DEBIT'
  /** By card. */
  | 'CARD'
  /** In cash. */
  | 'CASH'
  /** By check. */
  | 'CHECK'
  /** By setting off what both sides owe. */
  | 'OFFSET'
  /** In another way, known to the source. */
  | 'OTHER'
  /** The source does not say, or says something that is not known here. */
  | 'UNKNOWN';

/** How far a payment has come. */
export type PaymentStatus =
  /** Being written. */
  | 'DRAFT'
  /** Under way. */
  | 'PENDING'
  /** Booked. */
  | 'POSTED'
  /** Seen on the bank statement. */
  | 'CLEARED'
  /** Did not succeed. */
  | 'FAILED'
  /** Taken back after it was booked. */
  | 'REVERSED'
  /** Cancelled. */
  | 'VOID'
  /** Another status, known to the source; see `sourceStatus`. */
  | 'OTHER'
  /** The source does not say, or says something that is not known here; see `sourceStatus`. */
  | 'UNKNOWN';

/** An account of the general ledger. */
export type GLAccount = Node & Record & {
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** The number of the account. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** The name of the account. */
  readonly name: Scalars['String']['output'];
  /** The chart of accounts it belongs to. */
  readonly chart: Maybe<Scalars['String']['output']>;
  /** Which part of the balance sheet or the income statement it belongs to. */
  readonly classification: AccountClassification;
  /** What it is used for. */
  readonly type: AccountType;
  /** The side on which its balance normally stands. */
  readonly normalBalance: Maybe<DebitCredit>;
  /** Whether entries may be posted to it; false for headings and totals. */
  readonly isPosting: Maybe<Scalars['Boolean']['output']>;
  /** Whether it sums up a sub-ledger, such as the receivables. */
  readonly isControl: Maybe<Scalars['Boolean']['output']>;
  /** The account above it. */
  readonly parent: Maybe<GLAccount>;
  /** The only currency it is kept in; null if any. */
  readonly currency: Maybe<Scalars['CurrencyCode']['output']>;
  /** Whether it is in use. */
  readonly status: AccountStatus;
  /** The status as the source writes it. */
  readonly sourceStatus: Maybe<Scalars['String']['output']>;
  /** Its balance, as the source tells it: debit is positive. */
  readonly balance: Maybe<Money>;
  /** The account of the group chart that the operator's settings assign to it. */
  readonly groupAccount: Maybe<Scalars['String']['output']>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
};

/** Which part of the balance sheet or the income statement an account belongs to. */
export type AccountClassification =
  /** What the company owns. */
  | 'ASSET'
  /** What the company owes. */
  | 'LIABILITY'
  /** What belongs to the owners. */
  | 'EQUITY'
  /** What the company earns. */
  | 'REVENUE'
  /** What the company spends. */
  | 'EXPENSE'
  /** Another part, known to the source. */
  | 'OTHER'
  /** The source does not say, or says something that is not known here. */
  | 'UNKNOWN';

/** What an account is used for. */
export type AccountType =
  /** Money at a bank. */
  | 'BANK'
  /** Cash at hand. */
  | 'CASH'
  /** What customers owe. */
  | 'ACCOUNTS_RECEIVABLE'
  /** Goods in stock. */
  | 'INVENTORY'
  /** Other assets that turn to money within a year. */
  | 'OTHER_CURRENT_ASSET'
  /** Land, buildings, machines and the like. */
  | 'FIXED_ASSET'
  /** What is owed to suppliers. */
  | 'ACCOUNTS_PAYABLE'
  /** Debts on credit cards. */
  | 'CREDIT_CARD'
  /** Other debts due within a year. */
  | 'OTHER_CURRENT_LIABILITY'
  /** Debts due later than in a year. */
  | 'LONG_TERM_LIABILITY'
  /** What belongs to the owners. */
  | 'EQUITY'
  /** Earnings from the ordinary business. */
  | 'REVENUE'
  /** What the goods sold have cost. */
  | 'COST_OF_SALES'
  /** Costs of the ordinary business. */
  | 'EXPENSE'
  /** Earnings outside the ordinary business. */
  | 'OTHER_INCOME'
  /** Costs outside the ordinary business. */
  | 'OTHER_EXPENSE'
  /** Kept beside the books, such as statistical accounts and orders. */
  | 'NON_POSTING'
  /** Another use, known to the source. */
  | 'OTHER'
  /** The source does not say, or says something that is not known here. */
  | 'UNKNOWN';

/** Whether an account is in use. */
export type AccountStatus =
  /** In use. */
  | 'ACTIVE'
  /** No longer in use. */
  | 'INACTIVE'
  /** Closed for posting. */
  | 'BLOCKED'
  /** Another status, known to the source; see `sourceStatus`. */
  | 'OTHER'
  /** The source does not say, or says something that is not known here; see `sourceStatus`. */
  | 'UNKNOWN';

/** A side of an account. */
export type DebitCredit =
  /** Left: what comes in. */
  | 'DEBIT'
  /** Right: what goes out. */
  | 'CREDIT';

/** An entry in the general ledger. In each ledger its debits equal its credits in the currency of the books. */
export type JournalEntry = Node & Record & {
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** The number of the entry. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** The ledger it is posted in, where a company keeps several. */
  readonly ledger: Maybe<Scalars['String']['output']>;
  /** The company whose books it is in. */
  readonly legalEntity: Maybe<LegalEntity>;
  /** The date on the document behind it. */
  readonly documentDate: Maybe<Scalars['Date']['output']>;
  /** The date it counts in the books. */
  readonly postingDate: Maybe<Scalars['Date']['output']>;
  /** The fiscal period, as YYYY-PPP. */
  readonly period: Maybe<Scalars['String']['output']>;
  /** How far it has come. */
  readonly status: JournalStatus;
  /** The status as the source writes it. */
  readonly sourceStatus: Maybe<Scalars['String']['output']>;
  /** Its text. */
  readonly memo: Maybe<Scalars['String']['output']>;
  /** The document that caused it. */
  readonly origin: Maybe<DocumentRef>;
  /** The entry that it takes back. */
  readonly reversalOf: Maybe<DocumentRef>;
  /** Its lines. Null if they could not be read. */
  readonly lines: Maybe<ReadonlyArray<JournalLine>>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
};

/** One line of a journal entry. */
export type JournalLine = Node & Record & {
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** The entry it belongs to. Null where the source does not serve as an entry what posted it, such as an invoice. */
  readonly entry: Maybe<JournalEntry>;
  /** The number of the line. */
  readonly lineNo: Maybe<Scalars['Int']['output']>;
  /** The ledger it is posted in, where a company keeps several. */
  readonly ledger: Maybe<Scalars['String']['output']>;
  /** The company whose books it is in. */
  readonly legalEntity: Maybe<LegalEntity>;
  /** The date it counts in the books. */
  readonly postingDate: Maybe<Scalars['Date']['output']>;
  /** How far its entry has come: only what is posted, or was posted and then taken back by another entry, counts in balances. */
  readonly status: JournalStatus;
  /** The status as the source writes it. */
  readonly sourceStatus: Maybe<Scalars['String']['output']>;
  /** The account it is posted to. */
  readonly account: Maybe<GLAccount>;
  /** The side it is posted on. */
  readonly side: Maybe<DebitCredit>;
  /** How much is posted: never negative. */
  readonly amount: Maybe<DualMoney>;
  /** Whether the source booked a negative amount on the other side, as reversals do. */
  readonly isNegativePosting: Maybe<Scalars['Boolean']['output']>;
  /** The same in the words of the books: what it adds to the debits and to the credits of its account. */
  readonly booked: Maybe<Booked>;
  /** The customer it concerns. */
  readonly customer: Maybe<Customer>;
  /** The supplier it concerns. */
  readonly supplier: Maybe<Supplier>;
  /** The item it concerns. */
  readonly item: Maybe<Item>;
  /** The tags it is analysed by. */
  readonly dimensions: ReadonlyArray<Dimension>;
  /** The tax code, as the source writes it. */
  readonly taxCode: Maybe<Scalars['String']['output']>;
  /** Its text. */
  readonly text: Maybe<Scalars['String']['output']>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
};

/** What a line adds to either side of its account, in the currency of the books. What its source books as a negative debit is one here, and no credit. */
export type Booked = {
  /** What it adds to the debits: negative for a negative debit, zero for a line on the other side. */
  readonly debit: Scalars['Decimal']['output'];
  /** What it adds to the credits. */
  readonly credit: Scalars['Decimal']['output'];
  /** The currency of the books. */
  readonly currency: Scalars['CurrencyCode']['output'];
};

/** How far a journal entry has come. */
export type JournalStatus =
  /** Being written. */
  | 'DRAFT'
  /** Waiting for approval. */
  | 'PENDING_APPROVAL'
  /** In the books. */
  | 'POSTED'
  /** Taken back by another entry. */
  | 'REVERSED'
  /** Cancelled. */
  | 'VOID'
  /** Another status, known to the source; see `sourceStatus`. */
  | 'OTHER'
  /** The source does not say, or says something that is not known here; see `sourceStatus`. */
  | 'UNKNOWN';

/** What to do with data that is held but older than it may be. */
export type OnStale =
  /** Ask the source again. */
  | 'REFETCH'
  /** Show it, marked STALE_CACHE, and ask the source again without waiting for it. */
  | 'SERVE'
  /** Fail with STALE_REFUSED, without asking the source. What is not held at all is asked for. */
  | 'FAIL';

/** Whether the source was asked for a record just now. */
export type ServedFrom =
  /** The source was asked for this very answer. */
  | 'LIVE'
  /** A cache answered, within the age that is allowed. */
  | 'CACHE'
  /** A cache answered beyond that age, because the caller allows that while the source is asked again or cannot be asked. */
  | 'STALE_CACHE';

/** How exactly a source tells when a record was last changed. */
export type ModifiedPrecision =
  /** To the millisecond or better. */
  | 'INSTANT'
  /** To the second. */
  | 'SECOND'
  /** To the minute. */
  | 'MINUTE'
  /** To the day. */
  | 'DAY'
  /** Not at all. */
  | 'NONE';

/** Something that is sold, bought or kept in stock, as one source knows it. */
export type Item = Node & Record & {
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** The article number. */
  readonly sku: Maybe<Scalars['String']['output']>;
  /** The name. */
  readonly name: Scalars['String']['output'];
  /** A longer text. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** What kind of item it is. */
  readonly type: ItemType;
  /** Whether it is in use. */
  readonly status: ItemStatus;
  /** The status as the source writes it. */
  readonly sourceStatus: Maybe<Scalars['String']['output']>;
  /** Whether it may be sold. */
  readonly sellable: Maybe<Scalars['Boolean']['output']>;
  /** Whether it may be bought. */
  readonly purchasable: Maybe<Scalars['Boolean']['output']>;
  /** The numbers under which the outside world knows it: GTIN, the manufacturer's and the suppliers' numbers. */
  readonly identifiers: ReadonlyArray<Identifier>;
  /** The unit that stock is counted in, as an international code. */
  readonly baseUom: Maybe<Scalars['UomCode']['output']>;
  /** The unit that stock is counted in, as the source writes it; null if the source counts without naming a unit. */
  readonly sourceUom: Maybe<Scalars['String']['output']>;
  /** Other units, and how many base units each is. */
  readonly conversions: ReadonlyArray<UomConversion>;
  /** The category, as the source writes it. */
  readonly category: Maybe<Scalars['String']['output']>;
  /** Whether single pieces or lots are told apart. */
  readonly tracking: ItemTracking;
  /** The item that it is a variant of. */
  readonly parent: Maybe<Item>;
  /** What tells it from other variants. */
  readonly attributes: ReadonlyArray<ItemAttribute>;
  /** The price before any agreement with a customer. */
  readonly listPrice: Maybe<Money>;
  /** What one base unit costs the company. Often not readable for the gateway's user. */
  readonly cost: Maybe<Money>;
  /** The weight of one base unit. */
  readonly weight: Maybe<Quantity>;
  /** What is in stock, in the same source, by warehouse. */
  readonly stock: Maybe<StockLevelConnection>;
  /** The same item over all systems. */
  readonly profile: Maybe<ItemProfile>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
};


/** Something that is sold, bought or kept in stock, as one source knows it. */
export type ItemstockArgs = {
  where?: InputMaybe<StockLevelFilter>;
  orderBy?: InputMaybe<ReadonlyArray<StockLevelOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** How many base units another unit is. */
export type UomConversion = {
  /** The other unit, as the source writes it. */
  readonly sourceUom: Scalars['String']['output'];
  /** The other unit, as an international code; null if it has no known counterpart. */
  readonly uom: Maybe<Scalars['UomCode']['output']>;
  /** How many base units one of it is. */
  readonly toBase: Scalars['Decimal']['output'];
};

/** A property that tells an item from other variants. */
export type ItemAttribute = {
  /** The name of the property, as in "color". */
  readonly name: Scalars['String']['output'];
  /** Its value, as in "red". */
  readonly value: Scalars['String']['output'];
};

/** What kind of item something is. */
export type ItemType =
  /** Goods that are counted in stock. */
  | 'INVENTORY'
  /** Goods that are not counted. */
  | 'NON_INVENTORY'
  /** Work. */
  | 'SERVICE'
  /** Several items that are sold as one. */
  | 'KIT'
  /** An item that is built from others. */
  | 'ASSEMBLY'
  /** A charge, such as freight. */
  | 'CHARGE'
  /** Another kind, known to the source. */
  | 'OTHER'
  /** The source does not say, or says something that is not known here. */
  | 'UNKNOWN';

/** Whether an item is in use. */
export type ItemStatus =
  /** In use. */
  | 'ACTIVE'
  /** Not in use. */
  | 'INACTIVE'
  /** May not be used. */
  | 'BLOCKED'
  /** No longer made or bought. */
  | 'DISCONTINUED'
  /** Another status, known to the source; see `sourceStatus`. */
  | 'OTHER'
  /** The source does not say, or says something that is not known here; see `sourceStatus`. */
  | 'UNKNOWN';

/** Whether single pieces or lots of an item are told apart. */
export type ItemTracking =
  /** Neither. */
  | 'NONE'
  /** Lots are. */
  | 'LOT'
  /** Single pieces are. */
  | 'SERIAL'
  /** In another way, known to the source. */
  | 'OTHER'
  /** The source does not say. */
  | 'UNKNOWN';

/** A place where stock is kept. */
export type Warehouse = Node & Record & {
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** The code of the place; where the source has no code, its key. */
  readonly code: Scalars['String']['output'];
  /** The name of the place. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** What kind of place it is. */
  readonly type: WarehouseType;
  /** The place that it is a part of. */
  readonly parent: Maybe<Warehouse>;
  /** Where it is. */
  readonly address: Maybe<Address>;
  /** Its global location number. */
  readonly gln: Maybe<Identifier>;
  /** The company whose stock is kept there. */
  readonly legalEntity: Maybe<LegalEntity>;
  /** The IANA time zone of the place, as in Europe/Berlin. */
  readonly timeZone: Maybe<Scalars['String']['output']>;
  /** Whether it is in use. */
  readonly status: WarehouseStatus;
  /** The status as the source writes it. */
  readonly sourceStatus: Maybe<Scalars['String']['output']>;
  /** What is in stock there, by item. */
  readonly stock: Maybe<StockLevelConnection>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
};


/** A place where stock is kept. */
export type WarehousestockArgs = {
  where?: InputMaybe<StockLevelFilter>;
  orderBy?: InputMaybe<ReadonlyArray<StockLevelOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** What kind of place stock is kept in. */
export type WarehouseType =
  /** A plant. */
  | 'PLANT'
  /** A warehouse. */
  | 'WAREHOUSE'
  /** A store that sells. */
  | 'STORE'
  /** A part of a plant or warehouse. */
  | 'STORAGE_LOCATION'
  /** On the way between places. */
  | 'TRANSIT'
  /** At a customer, still owned by the company; or the other way round. */
  | 'CONSIGNMENT'
  /** Run by somebody else. */
  | 'THIRD_PARTY'
  /** No real place. */
  | 'VIRTUAL'
  /** Another kind, known to the source. */
  | 'OTHER'
  /** The source does not say, or says something that is not known here. */
  | 'UNKNOWN';

/** Whether a warehouse is in use. */
export type WarehouseStatus =
  /** In use. */
  | 'ACTIVE'
  /** Not in use. */
  | 'INACTIVE'
  /** May not be used. */
  | 'BLOCKED'
  /** Another status, known to the source; see `sourceStatus`. */
  | 'OTHER'
  /** The source does not say, or says something that is not known here; see `sourceStatus`. */
  | 'UNKNOWN';

/** How much of one item one warehouse has, in the item's base unit. A warehouse may have several rows for an item: one for each category, and for each lot or bin where the source tells them apart. */
export type StockLevel = Node & Record & {
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** The item. */
  readonly item: Maybe<Item>;
  /** The warehouse. */
  readonly warehouse: Maybe<Warehouse>;
  /** The lot, where the source tells lots apart. */
  readonly lot: Maybe<Scalars['String']['output']>;
  /** The bin, where the source tells bins apart. */
  readonly bin: Maybe<Scalars['String']['output']>;
  /** What may be done with the stock. */
  readonly category: StockCategory;
  /** How much is there. May be negative, where the source allows it. */
  readonly onHand: Maybe<Quantity>;
  /** How much of it is promised. */
  readonly reserved: Maybe<Quantity>;
  /** How much may still be promised. */
  readonly available: Maybe<Quantity>;
  /** How much is ordered and has not come. */
  readonly incoming: Maybe<Quantity>;
  /** How much is on its way from another warehouse. */
  readonly inTransit: Maybe<Quantity>;
  /** How much is promised and not there. */
  readonly backordered: Maybe<Quantity>;
  /** The level at which more should be ordered. */
  readonly reorderPoint: Maybe<Quantity>;
  /** Who worked out what is available; null if nobody did. The gateway takes what is reserved from what is on hand. */
  readonly availableBy: Maybe<ComputedBy>;
  /** The instant at which the source says that this is true; where it does not say, when it was asked. */
  readonly asOf: Scalars['DateTime']['output'];
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
};

/** What may be done with stock. */
export type StockCategory =
  /** It may be used and sold. */
  | 'UNRESTRICTED'
  /** It is being checked. */
  | 'QUALITY'
  /** It may not be used. */
  | 'BLOCKED'
  /** It came back. */
  | 'RETURNS'
  /** It is on its way. */
  | 'IN_TRANSIT'
  /** It lies with somebody who does not own it. */
  | 'CONSIGNMENT'
  /** All together: the source does not tell categories apart. */
  | 'ALL'
  /** Another category, known to the source. */
  | 'OTHER'
  /** The source sent something that is not known here. */
  | 'UNKNOWN';

/** An order from a customer. */
export type SalesOrder = Node & Record & {
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** The number of the order. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** The customer. */
  readonly customer: Maybe<Customer>;
  /** The date of the order. */
  readonly orderDate: Maybe<Scalars['Date']['output']>;
  /** The date the customer wants it. */
  readonly requestedDate: Maybe<Scalars['Date']['output']>;
  /** How far it has come. Delivery and billing have their own fields. */
  readonly status: SalesOrderStatus;
  /** The status as the source writes it. */
  readonly sourceStatus: Maybe<Scalars['String']['output']>;
  /** Whether it is held. */
  readonly onHold: Maybe<Scalars['Boolean']['output']>;
  /** How much of it is delivered. */
  readonly fulfillment: Progress;
  /** How much of it is billed. */
  readonly billing: Progress;
  /** What the source's own credit check said. */
  readonly creditCheck: OrderCreditCheck;
  /** The customer's own number for it. */
  readonly customerPoNumber: Maybe<Scalars['String']['output']>;
  /** Its sums, in the currency of the order. */
  readonly totals: DocumentTotals;
  /** The currency of the order. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** Where the goods go. */
  readonly shipTo: Maybe<Address>;
  /** The sales deal that it came from. */
  readonly opportunity: Maybe<DocumentRef>;
  /** Its lines. Null if they could not be read. */
  readonly lines: Maybe<ReadonlyArray<SalesOrderLine>>;
  /** The invoices that bill it. Null if that could not be read. */
  readonly invoices: Maybe<ReadonlyArray<DocumentRef>>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
};

/** One line of a sales order. */
export type SalesOrderLine = Node & Record & {
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** The order it belongs to. */
  readonly salesOrder: Maybe<SalesOrder>;
  /** The number of the line. */
  readonly lineNo: Maybe<Scalars['Int']['output']>;
  /** The item that is ordered. */
  readonly item: Maybe<Item>;
  /** The text of the line. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** How much is ordered. */
  readonly ordered: Maybe<Quantity>;
  /** How much is reserved for it. */
  readonly reserved: Maybe<Quantity>;
  /** How much is delivered. */
  readonly delivered: Maybe<Quantity>;
  /** How much is billed. */
  readonly invoiced: Maybe<Quantity>;
  /** How much is still to be delivered. */
  readonly open: Maybe<Quantity>;
  /** The price of one unit, before tax. */
  readonly unitPrice: Maybe<Money>;
  /** The amount of the line after discount, before tax. */
  readonly net: Maybe<Money>;
  /** The warehouse it is delivered from. */
  readonly warehouse: Maybe<Warehouse>;
  /** The date the customer wants it. */
  readonly requestedDate: Maybe<Scalars['Date']['output']>;
  /** The date it was promised for. */
  readonly promisedDate: Maybe<Scalars['Date']['output']>;
  /** How far it has come. */
  readonly status: SalesOrderStatus;
  /** The status as the source writes it. */
  readonly sourceStatus: Maybe<Scalars['String']['output']>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
};

/** How far a sales order has come. */
export type SalesOrderStatus =
  /** Being written, or a quotation. */
  | 'DRAFT'
  /** Waiting for approval. */
  | 'PENDING_APPROVAL'
  /** Accepted; something is left to do. */
  | 'OPEN'
  /** Delivered and billed. */
  | 'COMPLETED'
  /** Closed before everything was done. */
  | 'CLOSED'
  /** Cancelled. */
  | 'CANCELLED'
  /** Another status, known to the source; see `sourceStatus`. */
  | 'OTHER'
  /** The source does not say, or says something that is not known here; see `sourceStatus`. */
  | 'UNKNOWN';

/** How much of an order is done. */
export type Progress =
  /** Nothing. */
  | 'NONE'
  /** A part. */
  | 'PARTIAL'
  /** Everything. */
  | 'COMPLETE'
  /** There is nothing to do. */
  | 'NOT_APPLICABLE'
  /** Another state, known to the source. */
  | 'OTHER'
  /** The source does not say, or says something that is not known here. */
  | 'UNKNOWN';

/** What the source's own credit check said about an order. */
export type OrderCreditCheck =
  /** It passed. */
  | 'PASSED'
  /** It is blocked. */
  | 'BLOCKED'
  /** It was not checked. */
  | 'NOT_CHECKED'
  /** Something else, known to the source. */
  | 'OTHER'
  /** The source does not say. This is not a pass. */
  | 'UNKNOWN';

/** An order to a supplier. */
export type PurchaseOrder = Node & Record & {
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** The number of the order. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** The supplier. */
  readonly supplier: Maybe<Supplier>;
  /** The date of the order. */
  readonly orderDate: Maybe<Scalars['Date']['output']>;
  /** The date the goods should come. */
  readonly expectedDate: Maybe<Scalars['Date']['output']>;
  /** How far it has come. Receipt and billing have their own fields. */
  readonly status: PurchaseOrderStatus;
  /** The status as the source writes it. */
  readonly sourceStatus: Maybe<Scalars['String']['output']>;
  /** Whether it is held. */
  readonly onHold: Maybe<Scalars['Boolean']['output']>;
  /** How much of it has come. */
  readonly receipt: Progress;
  /** How much of it is billed. */
  readonly billing: Progress;
  /** The supplier's own number for it. */
  readonly supplierReference: Maybe<Scalars['String']['output']>;
  /** Its sums, in the currency of the order. */
  readonly totals: DocumentTotals;
  /** The currency of the order. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** Where the goods go. */
  readonly shipTo: Maybe<Address>;
  /** Its lines. Null if they could not be read. */
  readonly lines: Maybe<ReadonlyArray<PurchaseOrderLine>>;
  /** The bills for it. Null if that could not be read. */
  readonly invoices: Maybe<ReadonlyArray<DocumentRef>>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
};

/** One line of a purchase order. */
export type PurchaseOrderLine = Node & Record & {
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** The order it belongs to. */
  readonly purchaseOrder: Maybe<PurchaseOrder>;
  /** The number of the line. */
  readonly lineNo: Maybe<Scalars['Int']['output']>;
  /** The item that is ordered. */
  readonly item: Maybe<Item>;
  /** The text of the line. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** How much is ordered. */
  readonly ordered: Maybe<Quantity>;
  /** How much has come. */
  readonly received: Maybe<Quantity>;
  /** How much is billed. */
  readonly billed: Maybe<Quantity>;
  /** How much is still to come. */
  readonly open: Maybe<Quantity>;
  /** The price of one unit, before tax. */
  readonly unitPrice: Maybe<Money>;
  /** The amount of the line after discount, before tax. */
  readonly net: Maybe<Money>;
  /** The warehouse it goes to. */
  readonly warehouse: Maybe<Warehouse>;
  /** The date it should come. */
  readonly expectedDate: Maybe<Scalars['Date']['output']>;
  /** The date the supplier promised. */
  readonly promisedDate: Maybe<Scalars['Date']['output']>;
  /** How far it has come. */
  readonly status: PurchaseOrderStatus;
  /** The status as the source writes it. */
  readonly sourceStatus: Maybe<Scalars['String']['output']>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
};

/** How far a purchase order has come. */
export type PurchaseOrderStatus =
  /** Being written. */
  | 'DRAFT'
  /** Waiting for approval. */
  | 'PENDING_APPROVAL'
  /** Approved, not yet sent to the supplier. */
  | 'APPROVED'
  /** Sent; something is left to do. */
  | 'OPEN'
  /** Received and billed. */
  | 'COMPLETED'
  /** Closed before everything was done. */
  | 'CLOSED'
  /** Cancelled. */
  | 'CANCELLED'
  /** Another status, known to the source; see `sourceStatus`. */
  | 'OTHER'
  /** The source does not say, or says something that is not known here; see `sourceStatus`. */
  | 'UNKNOWN';

/** A party that is bought from, as one source knows it. */
export type Supplier = Node & Record & {
  /** The global id. */
  readonly id: Scalars['ID']['output'];
  /** The number that people know the supplier by. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** The name. */
  readonly name: Scalars['String']['output'];
  /** The name in the register of companies. */
  readonly legalName: Maybe<Scalars['String']['output']>;
  /** Whether it is an organization or a person. */
  readonly kind: PartyKind;
  /** Whether business is done with it. */
  readonly status: PartyStatus;
  /** The status as the source writes it. */
  readonly sourceStatus: Maybe<Scalars['String']['output']>;
  /** What is blocked, and where. */
  readonly blocks: ReadonlyArray<Block>;
  /** The numbers under which the outside world knows it, such as VAT numbers. */
  readonly identifiers: ReadonlyArray<Identifier>;
  /** E-mail addresses. */
  readonly emails: ReadonlyArray<Scalars['String']['output']>;
  /** Telephone numbers, as in +4930123456 where the source's text allows. */
  readonly phones: ReadonlyArray<Scalars['String']['output']>;
  /** Internet domains, without www. */
  readonly domains: ReadonlyArray<Scalars['String']['output']>;
  /** Addresses of websites. */
  readonly websites: ReadonlyArray<Scalars['String']['output']>;
  /** Postal addresses. */
  readonly addresses: ReadonlyArray<Address>;
  /** Where payments go, if not to the other addresses. */
  readonly remitTo: Maybe<Address>;
  /** The currency it usually bills in. */
  readonly currency: Maybe<Scalars['CurrencyCode']['output']>;
  /** When and how it is usually paid. */
  readonly paymentTerm: Maybe<PaymentTerm>;
  /** How it is usually paid. */
  readonly paymentMethod: Maybe<PaymentMethod>;
  /** Whether payments to it are blocked. */
  readonly paymentBlocked: Maybe<Scalars['Boolean']['output']>;
  /** Its bank accounts, masked. */
  readonly bankAccounts: ReadonlyArray<BankAccount>;
  /** The supplier it belongs to. */
  readonly parent: Maybe<Supplier>;
  /** Persons at the supplier, in the same source. */
  readonly contacts: Maybe<ContactConnection>;
  /** Bills and credit notes from the supplier, in the same source. */
  readonly bills: Maybe<InvoiceConnection>;
  /** Purchase orders to the supplier, in the same source. */
  readonly purchaseOrders: Maybe<PurchaseOrderConnection>;
  /** Payments to and from the supplier, in the same source. */
  readonly payments: Maybe<PaymentConnection>;
  /** The same party over all systems. */
  readonly profile: Maybe<SupplierProfile>;
  /** Where the record came from, and how fresh it is. */
  readonly meta: RecordMeta;
};


/** A party that is bought from, as one source knows it. */
export type SuppliercontactsArgs = {
  where?: InputMaybe<ContactFilter>;
  orderBy?: InputMaybe<ReadonlyArray<ContactOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A party that is bought from, as one source knows it. */
export type SupplierbillsArgs = {
  where?: InputMaybe<InvoiceFilter>;
  orderBy?: InputMaybe<ReadonlyArray<InvoiceOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A party that is bought from, as one source knows it. */
export type SupplierpurchaseOrdersArgs = {
  where?: InputMaybe<PurchaseOrderFilter>;
  orderBy?: InputMaybe<ReadonlyArray<PurchaseOrderOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A party that is bought from, as one source knows it. */
export type SupplierpaymentsArgs = {
  where?: InputMaybe<PaymentFilter>;
  orderBy?: InputMaybe<ReadonlyArray<PaymentOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
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

/** What customers owe, by how long it has been due. Sums stay within one currency; parts that could not be read are missing, and said to be. */
export type ReceivablesAging = {
  /** One group for each currency, and for each combination of what it is grouped by. */
  readonly groups: ReadonlyArray<AgingGroup>;
  /** How the sums were made. */
  readonly method: AgingMethod;
  /** All groups in one currency, at the rates of the operator's table. */
  readonly converted: ConvertedReceivables;
  /** What became of each source that keeps receivables. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** Whether every source gave all it had to give. If not, all sums are partial. */
  readonly complete: Scalars['Boolean']['output'];
};


/** What customers owe, by how long it has been due. Sums stay within one currency; parts that could not be read are missing, and said to be. */
export type ReceivablesAgingconvertedArgs = {
  to: Scalars['CurrencyCode']['input'];
};

/** Open receivables of one group in one currency. */
export type AgingGroup = {
  /** The source; null unless grouped by it, or by something that belongs to one source. */
  readonly source: Maybe<Scalars['String']['output']>;
  /** The company, as the source keys it; null unless grouped by it, or if the source does not say. */
  readonly legalEntityKey: Maybe<Scalars['String']['output']>;
  /** The company, where its source serves companies as records. */
  readonly legalEntity: Maybe<LegalEntity>;
  /** The global id of the customer's record; null unless grouped by it. */
  readonly customerId: Maybe<Scalars['ID']['output']>;
  /** The customer; null unless grouped by it. */
  readonly customer: Maybe<Customer>;
  /** The currency of all amounts of the group. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** The day that ages are counted to: as asked, or today where the books are kept; the earliest, where there are several. */
  readonly asOf: Scalars['Date']['output'];
  /** Open invoices by age. The first bucket is what is not due. */
  readonly buckets: ReadonlyArray<AgingBucket>;
  /** Open credit notes and payments that are not matched with documents, as a positive amount. They have no age. */
  readonly unappliedCredits: Money;
  /** The sum of the buckets less the unapplied credits. */
  readonly total: Money;
  /** Open invoices past their due date. */
  readonly overdue: Money;
  /** How many open documents and payments were counted. */
  readonly documents: Scalars['Int']['output'];
};

/** Open invoices whose age is within some days, both included. */
export type AgingBucket = {
  /** The fewest days past due; null has no end. */
  readonly fromDays: Maybe<Scalars['Int']['output']>;
  /** The most days past due; null has no end. */
  readonly toDays: Maybe<Scalars['Int']['output']>;
  /** What is open of them. */
  readonly amount: Money;
  /** How many they are. */
  readonly documents: Scalars['Int']['output'];
};

/** Sums over several currencies, converted. Not rounded. */
export type ConvertedReceivables = {
  /** All that is owed; null when a rate is missing. */
  readonly total: Maybe<Money>;
  /** What is past due; null when a rate is missing. */
  readonly overdue: Maybe<Money>;
  /** The rates that were used. */
  readonly rates: ReadonlyArray<ExchangeRate>;
  /** Currencies for which the operator's table has no current rate. */
  readonly missing: ReadonlyArray<Scalars['CurrencyCode']['output']>;
};

/** How open receivables were summed up. */
export type AgingMethod =
  /** From the open documents, with the same arithmetic for every source. */
  | 'OPEN_ITEMS';

/** Which date an age is counted from. */
export type AgingBasis =
  /** The date by which an invoice is to be paid. */
  | 'DUE_DATE'
  /** The date on the invoice. */
  | 'ISSUE_DATE';

/** What receivables may be grouped by. Sums are always kept apart by currency. */
export type AgingGrouping =
  /** The system that keeps the books. */
  | 'SOURCE'
  /** The company whose books they are. */
  | 'LEGAL_ENTITY'
  /** The customer's record. */
  | 'CUSTOMER'
  /** The currency alone. */
  | 'CURRENCY';

/** An amount in one currency, as given by a caller. */
export type MoneyInput = {
  /** The exact amount. */
  readonly amount: Scalars['Decimal']['input'];
  /** Its currency. */
  readonly currency: Scalars['CurrencyCode']['input'];
};

/** A rate of the operator's table that an answer was converted with. */
export type ExchangeRate = {
  /** The currency that was converted. */
  readonly from: Scalars['CurrencyCode']['output'];
  /** The currency that it was converted to. */
  readonly to: Scalars['CurrencyCode']['output'];
  /** How much of `to` one unit of `from` is. */
  readonly rate: Scalars['Decimal']['output'];
  /** The day that the table gives the rate for. */
  readonly date: Scalars['Date']['output'];
  /** Where the table says that the rate comes from. */
  readonly origin: Scalars['String']['output'];
};

/**
 * Whether a customer may buy for an amount on credit, judged by every system that grants the customer credit, read for this very
 * question. Whatever is missing, failed, too old or in a currency without a rate makes the decision UNKNOWN; it is never a yes.
 */
export type CreditCheck = {
  /** Names this decision in the audit log. */
  readonly id: Scalars['ID']['output'];
  /** The decision over all scopes. */
  readonly decision: CreditDecision;
  /** What led to the decision, the decisive ones first. */
  readonly reasons: ReadonlyArray<CreditReasonNote>;
  /** The amount that was asked for. */
  readonly amount: Money;
  /** Every credit scope of the customer with what was read of it. Limits and exposures of two scopes must not be added up. */
  readonly scopes: ReadonlyArray<CreditScopeCheck>;
  /** The rates that amounts were converted with. */
  readonly rates: ReadonlyArray<ExchangeRate>;
  /** When the decision was made. */
  readonly checkedAt: Scalars['DateTime']['output'];
  /** Whether the decision stands in the audit log; null where none is kept. */
  readonly audited: Maybe<Scalars['Boolean']['output']>;
  /** What became of each source that grants the customer credit, and of those that tell who the customer is. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** Whether every source told all that was asked of it. */
  readonly complete: Scalars['Boolean']['output'];
};

/** One credit scope of a customer, and how the amount fits into it. */
export type CreditScopeCheck = {
  /** The source that grants the credit. */
  readonly source: Scalars['String']['output'];
  /** The global id of the customer's record there. */
  readonly customer: Scalars['ID']['output'];
  /** How the source divides credit. */
  readonly kind: CreditScopeKind;
  /** The code of the part, such as the credit segment; null where there is only one. */
  readonly code: Maybe<Scalars['String']['output']>;
  /** What this scope alone would decide. */
  readonly decision: CreditDecision;
  /** Why. */
  readonly reasons: ReadonlyArray<CreditReason>;
  /** Whether the customer is held. */
  readonly hold: CreditHold;
  /** Why the customer is held, as the source writes it. */
  readonly holdReason: Maybe<Scalars['String']['output']>;
  /** Whether the source says that there is no limit; null if it does not say. */
  readonly unlimited: Maybe<Scalars['Boolean']['output']>;
  /** How much may be owed at most. Null is unknown, not unlimited. */
  readonly limit: Maybe<Money>;
  /** What counts against the limit. */
  readonly exposure: Maybe<Money>;
  /** What is left of the limit. */
  readonly available: Maybe<Money>;
  /** The amount that was asked for, in the currency of the scope; null if it could not be converted. */
  readonly required: Maybe<Money>;
  /** The last day on which the limit is valid; null if the source does not say. */
  readonly limitValidUntil: Maybe<Scalars['Date']['output']>;
  /** Who did the sums; null if it is not known. */
  readonly computedBy: Maybe<ComputedBy>;
  /** When the source was asked. */
  readonly readAt: Scalars['DateTime']['output'];
};

/** Whether a sale on credit may go ahead. */
export type CreditDecision =
  /** Every input was read just now, nothing stands against it, and the amount fits. */
  | 'APPROVED'
  /** A person has to look at it. */
  | 'REVIEW'
  /** The customer is held. */
  | 'REJECTED'
  /** Something that is needed for a decision is not known. This is not a yes. */
  | 'UNKNOWN';

/** A reason, and where it applies. */
export type CreditReasonNote = {
  /** The reason. */
  readonly reason: CreditReason;
  /** What it leads to. */
  readonly decision: CreditDecision;
  /** The source it concerns; null if it concerns all. */
  readonly source: Maybe<Scalars['String']['output']>;
  /** The code of the credit scope it concerns, where the source has several. */
  readonly scope: Maybe<Scalars['String']['output']>;
};

/** Why a credit decision is as it is. */
export type CreditReason =
  /** The customer is held. */
  | 'ON_HOLD'
  /** The source would hold the customer, but a person there allowed it. */
  | 'HOLD_OVERRIDDEN'
  /** The amount is more than what is left of the limit. */
  | 'OVER_LIMIT'
  /** The limit is past its last day. */
  | 'LIMIT_EXPIRED'
  /** The amount fits into what is left of the limit. */
  | 'WITHIN_LIMIT'
  /** The source says that there is no limit. */
  | 'UNLIMITED'
  /** The source does not say whether the customer is held. */
  | 'HOLD_UNKNOWN'
  /** There is no limit on record, and nothing says that there need not be one. */
  | 'LIMIT_UNKNOWN'
  /** What counts against the limit is not known. */
  | 'EXPOSURE_UNKNOWN'
  /** A system that the customer buys from has no credit record of the customer, or no system has. */
  | 'NO_CREDIT_RECORD'
  /** A source could not be asked. */
  | 'SOURCE_FAILED'
  /** An input is not of this very question. */
  | 'INPUT_STALE'
  /** The amount is in another currency, and no current rate is configured. */
  | 'CURRENCY_WITHOUT_RATE'
  /** It is not known which records belong to the customer, so others may exist. */
  | 'CUSTOMER_UNKNOWN'
  /** The decision could not be written to the audit log. */
  | 'AUDIT_FAILED';

/** What is posted to the accounts of all systems: balances, and what moved them. Amounts are in the currency of each company's books; nothing is converted. */
export type TrialBalance = {
  /** One group for each currency and ledger, and for each combination of what it is grouped by. */
  readonly groups: ReadonlyArray<TrialBalanceGroup>;
  /** Whether debits and credits are equal, one for each ledger of each company. */
  readonly ledgers: ReadonlyArray<LedgerCheck>;
  /** Whether they are equal in every ledger that was read; what could not be read is told by `complete`. */
  readonly balanced: Scalars['Boolean']['output'];
  /** What is wrong with the books that were read, in words. Empty if nothing is. */
  readonly remarks: ReadonlyArray<Scalars['String']['output']>;
  /** What became of each source that keeps a general ledger. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** Whether every source gave all it had to give. If not, all sums are partial. */
  readonly complete: Scalars['Boolean']['output'];
};

/** What is posted to the accounts of one group, in one currency. */
export type TrialBalanceGroup = {
  /** The source; null unless grouped by it, or by something that belongs to one source. */
  readonly source: Maybe<Scalars['String']['output']>;
  /** The company, as the source keys it; null unless grouped by it, or if the source does not say. */
  readonly legalEntityKey: Maybe<Scalars['String']['output']>;
  /** The company, where its source serves companies as records. */
  readonly legalEntity: Maybe<LegalEntity>;
  /** The ledger, where a company keeps several; null if the source tells of one only. Ledgers are never added up. */
  readonly ledger: Maybe<Scalars['String']['output']>;
  /** The global id of the account's record; null unless grouped by it. */
  readonly accountId: Maybe<Scalars['ID']['output']>;
  /** The account; null unless grouped by it. */
  readonly account: Maybe<GLAccount>;
  /** The number of the account; null unless grouped by it, or if its source does not say. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** The name of the account; null unless grouped by it, or if its source does not say. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** Which part of the balance sheet or the income statement it belongs to; null unless grouped by it or by the account. */
  readonly classification: Maybe<AccountClassification>;
  /** The account of the group chart that is assigned to it; null unless grouped by it or by the account, or if none is. */
  readonly groupAccount: Maybe<Scalars['String']['output']>;
  /** The currency of all amounts of the group: that of the books. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** Debits less credits of the days before `from`; zero without it. */
  readonly opening: Money;
  /** What was debited on the days that are asked for. What a source books as a negative debit lowers it. */
  readonly debits: Money;
  /** What was credited on them. What a source books as a negative credit lowers it. */
  readonly credits: Money;
  /** Debits less credits up to the last day: the opening balance and what moved it. */
  readonly closing: Money;
  /** How many lines were counted, those before `from` included; null if a source adds them up without counting. */
  readonly lines: Maybe<Scalars['Int']['output']>;
};

/** Whether what is debited in a ledger is what is credited in it. */
export type LedgerCheck = {
  /** The source that keeps it. */
  readonly source: Scalars['String']['output'];
  /** The company, as the source keys it; null if the source does not say. */
  readonly legalEntityKey: Maybe<Scalars['String']['output']>;
  /** The ledger; null if the source tells of one only. */
  readonly ledger: Maybe<Scalars['String']['output']>;
  /** The currency of the books. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** The last day that was counted: as asked, or today where the books are kept. */
  readonly to: Scalars['Date']['output'];
  /** All that was debited up to the last day. */
  readonly debits: Money;
  /** All that was credited up to it. */
  readonly credits: Money;
  /** Debits less credits; zero in books that are in order. */
  readonly difference: Money;
  /** Whether the difference is zero. */
  readonly balanced: Scalars['Boolean']['output'];
};

/** What balances may be grouped by. Sums are always kept apart by currency and by ledger. */
export type TrialBalanceGrouping =
  /** The system that keeps the books. */
  | 'SOURCE'
  /** The company whose books they are. */
  | 'LEGAL_ENTITY'
  /** The account. */
  | 'ACCOUNT'
  /** Which part of the balance sheet or the income statement an account belongs to. */
  | 'CLASSIFICATION'
  /** The account of the group chart. */
  | 'GROUP_ACCOUNT'
  /** The currency alone. */
  | 'CURRENCY';

/** What may be sold, in sums. Sums stay within one currency. */
export type Pipeline = {
  /** One group for each currency, and for each combination of what it is grouped by. */
  readonly groups: ReadonlyArray<PipelineGroup>;
  /** What became of each source that keeps sales deals. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** Whether every source gave all it had to give. If not, all sums are partial. */
  readonly complete: Scalars['Boolean']['output'];
};

/** Sales deals of one group in one currency. */
export type PipelineGroup = {
  /** The source; null unless grouped by it. */
  readonly source: Maybe<Scalars['String']['output']>;
  /** The step of the sales process; null unless grouped by it, or if the source does not say. */
  readonly stage: Maybe<Scalars['String']['output']>;
  /** Who is in charge; null unless grouped by it, or if the source does not say. */
  readonly owner: Maybe<Scalars['String']['output']>;
  /** The month in which they should be decided, as in 2026-03; null unless grouped by it, or if the source does not say. */
  readonly month: Maybe<Scalars['String']['output']>;
  /** The currency of the amounts; null for deals without an amount in a known currency. */
  readonly currency: Maybe<Scalars['CurrencyCode']['output']>;
  /** How many deals. Those without an amount count, and add nothing. */
  readonly deals: Scalars['Int']['output'];
  /** What they are worth. */
  readonly amount: Scalars['Decimal']['output'];
  /** Each amount times its own probability, added up exactly. Null if a source tells neither that nor the probability of a deal. */
  readonly weighted: Maybe<Scalars['Decimal']['output']>;
};

/** What sales deals may be grouped by. Sums are always kept apart by currency. */
export type PipelineGrouping =
  /** The system that keeps the deals. */
  | 'SOURCE'
  /** The step of the sales process, by its name. */
  | 'STAGE'
  /** Who is in charge. */
  | 'OWNER'
  /** The month in which they should be decided. */
  | 'MONTH';

/** What customers have ordered and not got or not been billed, in sums. Sums stay within one currency. */
export type OpenOrders = {
  /** One group for each currency, and for each combination of what it is grouped by. */
  readonly groups: ReadonlyArray<OpenOrdersGroup>;
  /** What became of each source that keeps sales orders. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** Whether every source gave all it had to give. If not, all sums are partial. */
  readonly complete: Scalars['Boolean']['output'];
};

/** Open sales orders of one group in one currency. */
export type OpenOrdersGroup = {
  /** The source; null unless grouped by it, or by the customer. */
  readonly source: Maybe<Scalars['String']['output']>;
  /** The global id of the customer's record; null unless grouped by it. */
  readonly customerId: Maybe<Scalars['ID']['output']>;
  /** The customer; null unless grouped by it. */
  readonly customer: Maybe<Customer>;
  /** The month in which they are wanted, as in 2026-03; null unless grouped by it, or if the source does not say. */
  readonly month: Maybe<Scalars['String']['output']>;
  /** The currency of the amounts. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** How many orders. */
  readonly orders: Scalars['Int']['output'];
  /** Their totals before tax, as ordered: what is delivered or billed already is not taken off. */
  readonly net: Scalars['Decimal']['output'];
  /** How many of them were wanted before today; null if a source does not say when they are wanted. */
  readonly late: Maybe<Scalars['Int']['output']>;
};

/** What open orders may be grouped by. Sums are always kept apart by currency. */
export type OpenOrdersGrouping =
  /** The system that keeps the orders. */
  | 'SOURCE'
  /** The customer's record. */
  | 'CUSTOMER'
  /** The month in which they are wanted. */
  | 'MONTH';

/** What was found for a text in all systems, the best first: what is the text, then what begins with it, then what has it somewhere. */
export type SearchResults = {
  /** What was found. Finds of equal rank alternate between the sources. */
  readonly hits: ReadonlyArray<SearchHit>;
  /** What became of each source that was searched. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** Whether every source was searched to the end. If not, there may be better finds. */
  readonly complete: Scalars['Boolean']['output'];
};

/** A record that a text was found in. */
export type SearchHit = {
  /** The global id of the record. */
  readonly id: Scalars['ID']['output'];
  /** What kind of record it is. */
  readonly type: SearchType;
  /** The source that holds it. */
  readonly source: Scalars['String']['output'];
  /** How the text was found. */
  readonly rank: SearchRank;
  /** The path of the field it was found in. */
  readonly field: Scalars['String']['output'];
  /** The value of that field. */
  readonly value: Scalars['String']['output'];
  /** The name of the record, or its number where it has no name. */
  readonly title: Maybe<Scalars['String']['output']>;
  /** The record. Select its fields with fragments. */
  readonly record: Maybe<Node>;
};

/** How a text was found in a field. */
export type SearchRank =
  /** The field is the text. */
  | 'EXACT'
  /** The field begins with the text. */
  | 'PREFIX'
  /** The field has the text somewhere in it. */
  | 'CONTAINS';

/** What may be searched. */
export type SearchType =
  /** Customers, by name, number and VAT number. */
  | 'CUSTOMER'
  /** Suppliers, by name, number and VAT number. */
  | 'SUPPLIER'
  /** Contacts, by name. */
  | 'CONTACT'
  /** Items, by name, article number and GTIN. */
  | 'ITEM'
  /** Sales deals, by name. */
  | 'OPPORTUNITY'
  /** Invoices and credit notes, by number. */
  | 'INVOICE'
  /** Sales orders, by number and the customer's own number. */
  | 'SALES_ORDER'
  /** Purchase orders, by number and the supplier's own number. */
  | 'PURCHASE_ORDER';

/** How much of an item there is, in every warehouse of every system that keeps stock. */
export type ItemStock = {
  /** The article number that was asked for; null when it was asked for by id. */
  readonly sku: Maybe<Scalars['String']['output']>;
  /** The item over all systems. */
  readonly item: Maybe<ItemProfile>;
  /** What each warehouse has, by source. A warehouse may have several entries: one for each category, lot or bin. */
  readonly warehouses: ReadonlyArray<WarehouseStock>;
  /** Sums over all warehouses, one for each unit. Quantities of different units are not added up. */
  readonly totals: ReadonlyArray<StockSum>;
  /** What became of each source that keeps stock. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** Whether every source gave all it had to give. If not, all sums are partial. */
  readonly complete: Scalars['Boolean']['output'];
};

/** What one warehouse has of an item. */
export type WarehouseStock = {
  /** The source that keeps the stock. */
  readonly source: Scalars['String']['output'];
  /** The global id of the item's record there. */
  readonly itemId: Scalars['ID']['output'];
  /** The global id of the warehouse. */
  readonly warehouseId: Maybe<Scalars['ID']['output']>;
  /** The warehouse. */
  readonly warehouse: Maybe<Warehouse>;
  /** What may be done with the stock. */
  readonly category: StockCategory;
  /** How much is there. May be negative, where the source allows it. */
  readonly onHand: Maybe<Quantity>;
  /** How much of it is promised; null if the source does not say. */
  readonly reserved: Maybe<Quantity>;
  /** How much may still be promised; null if the source does not say. */
  readonly available: Maybe<Quantity>;
  /** How much is ordered and has not come; null if the source does not say. */
  readonly incoming: Maybe<Quantity>;
  /** When the source was asked. */
  readonly readAt: Scalars['DateTime']['output'];
  /** Whether the source was asked just now, or a cache answered. */
  readonly servedFrom: ServedFrom;
};

/** A sum of stock in one unit. */
export type StockSum = {
  /** The unit as an international code; null if the unit has no known counterpart. */
  readonly uom: Maybe<Scalars['UomCode']['output']>;
  /** The unit as the sources write it; null if they count without naming a unit. */
  readonly sourceUom: Maybe<Scalars['String']['output']>;
  /** What may be used: of no category, or unrestricted. */
  readonly onHand: Scalars['Decimal']['output'];
  /** What is there and may not be used, such as stock in inspection. */
  readonly unusable: Scalars['Decimal']['output'];
  /** What is promised; null if a source does not say. */
  readonly reserved: Maybe<Scalars['Decimal']['output']>;
  /** What may still be promised; null if a source does not say. */
  readonly available: Maybe<Scalars['Decimal']['output']>;
  /** In how many warehouses. */
  readonly warehouses: Scalars['Int']['output'];
};

/** How much of an item is wanted, and by when. */
export type AvailabilityLine = {
  /** The article number. */
  readonly sku: Scalars['String']['input'];
  /** How much, in the item's base unit. */
  readonly quantity: Scalars['Decimal']['input'];
  /** The unit of the quantity. Without it: the unit in which the item is counted, if all systems count it in one. */
  readonly uom?: InputMaybe<Scalars['UomCode']['input']>;
  /** The last day on which it must be there. Without it: now. */
  readonly by?: InputMaybe<Scalars['Date']['input']>;
};

/** Whether some goods can be promised. */
export type Availability = {
  /** The weakest of the lines. */
  readonly verdict: AvailabilityVerdict;
  /** The lines, as asked. */
  readonly lines: ReadonlyArray<LineAvailability>;
  /** What became of each source that was asked. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** Whether every source told all that was asked of it. */
  readonly complete: Scalars['Boolean']['output'];
};

/** Whether one line can be promised. */
export type LineAvailability = {
  /** The article number. */
  readonly sku: Scalars['String']['output'];
  /** How much is wanted. */
  readonly quantity: Scalars['Decimal']['output'];
  /** The unit; null if it is not known, or has no known counterpart. */
  readonly uom: Maybe<Scalars['UomCode']['output']>;
  /** The last day on which it must be there; null for now. */
  readonly by: Maybe<Scalars['Date']['output']>;
  /** Whether it can be promised. */
  readonly verdict: AvailabilityVerdict;
  /** Why. */
  readonly reasons: ReadonlyArray<AvailabilityReason>;
  /** What may be promised now, as far as the sources tell: at least so much. */
  readonly available: Scalars['Decimal']['output'];
  /** What purchase orders bring until the day, as far as the sources tell; null without a day. */
  readonly expected: Maybe<Scalars['Decimal']['output']>;
  /** How much is lacking; null unless the verdict is SHORT. */
  readonly shortBy: Maybe<Scalars['Decimal']['output']>;
  /** What each system can promise now, the most first. */
  readonly sources: ReadonlyArray<SourceAvailability>;
};

/** What one system can promise of an item now. */
export type SourceAvailability = {
  /** The source. */
  readonly source: Scalars['String']['output'];
  /** What may be used in its warehouses. */
  readonly onHand: Scalars['Decimal']['output'];
  /** What may still be promised; null if it is not known. */
  readonly available: Maybe<Scalars['Decimal']['output']>;
  /** Who worked that out: the source, or the gateway from what is on hand and what orders are open. Null if it is not known. */
  readonly availableBy: Maybe<ComputedBy>;
};

/** Whether goods can be promised. */
export type AvailabilityVerdict =
  /** They are there, and promised to nobody. */
  | 'AVAILABLE'
  /** They are there together with what comes in time. */
  | 'EXPECTED'
  /** There are not so many, and every source was asked. */
  | 'SHORT'
  /** Something that is needed for an answer is not known. This is not a yes. */
  | 'UNKNOWN';

/** Why goods can or cannot be promised. */
export type AvailabilityReason =
  /** Enough is there. */
  | 'IN_STOCK'
  /** Enough is there once what is ordered has come. */
  | 'ON_ORDER'
  /** Not enough is there. */
  | 'NOT_ENOUGH'
  /** No system knows the article number. */
  | 'ITEM_UNKNOWN'
  /** The item is counted in different units, or in another one than was asked for. */
  | 'UNITS_DIFFER'
  /** A source could not be asked, or cannot tell all that it has. */
  | 'SOURCE_FAILED'
  /** What was read is not of this very question. */
  | 'INPUT_STALE'
  /** A source does not tell what is promised already. */
  | 'RESERVATIONS_UNKNOWN'
  /** A source does not tell what comes until the day. */
  | 'SUPPLY_UNKNOWN';

/** A customer over all systems: the records that the crosswalk says are the same party. Nothing is merged; every record stays what it is. */
export type CustomerProfile = Node & {
  /** The global id of the profile. */
  readonly id: Scalars['ID']['output'];
  /** The name, taken from the record that the operator trusts most. */
  readonly displayName: Scalars['String']['output'];
  /** All numbers under which the outside world knows it, each once. */
  readonly identifiers: ReadonlyArray<Identifier>;
  /** The member records that could be read. */
  readonly records: ReadonlyArray<Customer>;
  /** Persons at the customer, from all systems. */
  readonly contacts: Maybe<ContactConnection>;
  /** Sales deals with the customer, from all systems. */
  readonly opportunities: Maybe<OpportunityConnection>;
  /** Sales orders of the customer, from all systems. */
  readonly salesOrders: Maybe<SalesOrderConnection>;
  /** Invoices and credit notes to the customer, from all systems. */
  readonly invoices: Maybe<InvoiceConnection>;
  /** Payments from and to the customer, from all systems. */
  readonly payments: Maybe<PaymentConnection>;
  /** What it may still buy on credit, by system and scope. These must not be added up. Null if that could not be read. */
  readonly credit: Maybe<ReadonlyArray<CreditStatus>>;
  /** The decisions that say which records belong to it: those that stand, suggestions and rejections included. Null if this gateway keeps no crosswalk. */
  readonly links: Maybe<ReadonlyArray<IdentityLink>>;
  /** One value for a field in which the records may differ, and who says so. */
  readonly field: ProvenancedValue;
  /** The fields in which the records differ. */
  readonly conflicts: ReadonlyArray<ProvenancedValue>;
  /** When all systems were last asked for records that belong to it; null if some could not be asked. */
  readonly soughtAt: Maybe<Scalars['DateTime']['output']>;
  /** What became of each source that holds a member record. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** Whether every member record could be read. */
  readonly complete: Scalars['Boolean']['output'];
};


/** A customer over all systems: the records that the crosswalk says are the same party. Nothing is merged; every record stays what it is. */
export type CustomerProfilecontactsArgs = {
  where?: InputMaybe<ContactFilter>;
  orderBy?: InputMaybe<ReadonlyArray<ContactOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A customer over all systems: the records that the crosswalk says are the same party. Nothing is merged; every record stays what it is. */
export type CustomerProfileopportunitiesArgs = {
  where?: InputMaybe<OpportunityFilter>;
  orderBy?: InputMaybe<ReadonlyArray<OpportunityOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A customer over all systems: the records that the crosswalk says are the same party. Nothing is merged; every record stays what it is. */
export type CustomerProfilesalesOrdersArgs = {
  where?: InputMaybe<SalesOrderFilter>;
  orderBy?: InputMaybe<ReadonlyArray<SalesOrderOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A customer over all systems: the records that the crosswalk says are the same party. Nothing is merged; every record stays what it is. */
export type CustomerProfileinvoicesArgs = {
  where?: InputMaybe<InvoiceFilter>;
  orderBy?: InputMaybe<ReadonlyArray<InvoiceOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A customer over all systems: the records that the crosswalk says are the same party. Nothing is merged; every record stays what it is. */
export type CustomerProfilepaymentsArgs = {
  where?: InputMaybe<PaymentFilter>;
  orderBy?: InputMaybe<ReadonlyArray<PaymentOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A customer over all systems: the records that the crosswalk says are the same party. Nothing is merged; every record stays what it is. */
export type CustomerProfilelinksArgs = {
  state?: InputMaybe<LinkState>;
};


/** A customer over all systems: the records that the crosswalk says are the same party. Nothing is merged; every record stays what it is. */
export type CustomerProfilefieldArgs = {
  path: Scalars['String']['input'];
};


/** A customer over all systems: the records that the crosswalk says are the same party. Nothing is merged; every record stays what it is. */
export type CustomerProfileconflictsArgs = {
  paths?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** A supplier over all systems: the records that the crosswalk says are the same party. Nothing is merged; every record stays what it is. */
export type SupplierProfile = Node & {
  /** The global id of the profile. */
  readonly id: Scalars['ID']['output'];
  /** The name, taken from the record that the operator trusts most. */
  readonly displayName: Scalars['String']['output'];
  /** All numbers under which the outside world knows it, each once. */
  readonly identifiers: ReadonlyArray<Identifier>;
  /** The member records that could be read. */
  readonly records: ReadonlyArray<Supplier>;
  /** Persons at the supplier, from all systems. */
  readonly contacts: Maybe<ContactConnection>;
  /** Bills and credit notes from the supplier, from all systems. */
  readonly bills: Maybe<InvoiceConnection>;
  /** Purchase orders to the supplier, from all systems. */
  readonly purchaseOrders: Maybe<PurchaseOrderConnection>;
  /** Payments to and from the supplier, from all systems. */
  readonly payments: Maybe<PaymentConnection>;
  /** The decisions that say which records belong to it: those that stand, suggestions and rejections included. Null if this gateway keeps no crosswalk. */
  readonly links: Maybe<ReadonlyArray<IdentityLink>>;
  /** One value for a field in which the records may differ, and who says so. */
  readonly field: ProvenancedValue;
  /** The fields in which the records differ. */
  readonly conflicts: ReadonlyArray<ProvenancedValue>;
  /** When all systems were last asked for records that belong to it; null if some could not be asked. */
  readonly soughtAt: Maybe<Scalars['DateTime']['output']>;
  /** What became of each source that holds a member record. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** Whether every member record could be read. */
  readonly complete: Scalars['Boolean']['output'];
};


/** A supplier over all systems: the records that the crosswalk says are the same party. Nothing is merged; every record stays what it is. */
export type SupplierProfilecontactsArgs = {
  where?: InputMaybe<ContactFilter>;
  orderBy?: InputMaybe<ReadonlyArray<ContactOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A supplier over all systems: the records that the crosswalk says are the same party. Nothing is merged; every record stays what it is. */
export type SupplierProfilebillsArgs = {
  where?: InputMaybe<InvoiceFilter>;
  orderBy?: InputMaybe<ReadonlyArray<InvoiceOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A supplier over all systems: the records that the crosswalk says are the same party. Nothing is merged; every record stays what it is. */
export type SupplierProfilepurchaseOrdersArgs = {
  where?: InputMaybe<PurchaseOrderFilter>;
  orderBy?: InputMaybe<ReadonlyArray<PurchaseOrderOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A supplier over all systems: the records that the crosswalk says are the same party. Nothing is merged; every record stays what it is. */
export type SupplierProfilepaymentsArgs = {
  where?: InputMaybe<PaymentFilter>;
  orderBy?: InputMaybe<ReadonlyArray<PaymentOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A supplier over all systems: the records that the crosswalk says are the same party. Nothing is merged; every record stays what it is. */
export type SupplierProfilelinksArgs = {
  state?: InputMaybe<LinkState>;
};


/** A supplier over all systems: the records that the crosswalk says are the same party. Nothing is merged; every record stays what it is. */
export type SupplierProfilefieldArgs = {
  path: Scalars['String']['input'];
};


/** A supplier over all systems: the records that the crosswalk says are the same party. Nothing is merged; every record stays what it is. */
export type SupplierProfileconflictsArgs = {
  paths?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** An item over all systems: the records that the crosswalk says are the same thing. */
export type ItemProfile = Node & {
  /** The global id of the profile. */
  readonly id: Scalars['ID']['output'];
  /** The name, taken from the record that the operator trusts most. */
  readonly displayName: Scalars['String']['output'];
  /** The article number, taken from the record that the operator trusts most. */
  readonly sku: Maybe<Scalars['String']['output']>;
  /** All numbers under which the outside world knows it, each once. */
  readonly identifiers: ReadonlyArray<Identifier>;
  /** The member records that could be read. */
  readonly records: ReadonlyArray<Item>;
  /** What is in stock, by warehouse, from all systems. */
  readonly stock: Maybe<StockLevelConnection>;
  /** What is in stock over all systems, one total for each unit. Null if no system could be read; partial when `complete` is false. */
  readonly stockTotals: Maybe<ReadonlyArray<StockTotal>>;
  /** The decisions that say which records belong to it: those that stand, suggestions and rejections included. Null if this gateway keeps no crosswalk. */
  readonly links: Maybe<ReadonlyArray<IdentityLink>>;
  /** One value for a field in which the records may differ, and who says so. */
  readonly field: ProvenancedValue;
  /** The fields in which the records differ. */
  readonly conflicts: ReadonlyArray<ProvenancedValue>;
  /** When all systems were last asked for records that belong to it; null if some could not be asked. */
  readonly soughtAt: Maybe<Scalars['DateTime']['output']>;
  /** What became of each source that holds a member record. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** Whether every member record could be read. */
  readonly complete: Scalars['Boolean']['output'];
};


/** An item over all systems: the records that the crosswalk says are the same thing. */
export type ItemProfilestockArgs = {
  where?: InputMaybe<StockLevelFilter>;
  orderBy?: InputMaybe<ReadonlyArray<StockLevelOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** An item over all systems: the records that the crosswalk says are the same thing. */
export type ItemProfilelinksArgs = {
  state?: InputMaybe<LinkState>;
};


/** An item over all systems: the records that the crosswalk says are the same thing. */
export type ItemProfilefieldArgs = {
  path: Scalars['String']['input'];
};


/** An item over all systems: the records that the crosswalk says are the same thing. */
export type ItemProfileconflictsArgs = {
  paths?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** How much of an item there is over all systems, in one unit. */
export type StockTotal = {
  /** The unit as an international code; null if the unit has no known counterpart. */
  readonly uom: Maybe<Scalars['UomCode']['output']>;
  /** The unit as the sources write it; null if they count without naming a unit. */
  readonly sourceUom: Maybe<Scalars['String']['output']>;
  /** How much is there. */
  readonly onHand: Scalars['Decimal']['output'];
  /** How much of it is promised; null if some of the sources do not say. */
  readonly reserved: Maybe<Scalars['Decimal']['output']>;
  /** How much may still be promised; null if some of the sources do not say. */
  readonly available: Maybe<Scalars['Decimal']['output']>;
  /** In how many warehouses. */
  readonly warehouses: Scalars['Int']['output'];
};

/** One decision of the crosswalk: whether two records are the same thing, and why. Decisions are never changed; a newer one takes their place. */
export type IdentityLink = {
  /** The number of the decision, as in `freshet link undo`. */
  readonly id: Scalars['ID']['output'];
  /** The member record that it is about. */
  readonly record: Scalars['ID']['output'];
  /** The other record. */
  readonly linkedTo: Scalars['ID']['output'];
  /** The source of the other record. */
  readonly linkedSource: Scalars['String']['output'];
  /** The key of the other record there. */
  readonly linkedKey: Scalars['String']['output'];
  /** Whether they are the same. */
  readonly state: LinkState;
  /** Who or what decided. */
  readonly method: LinkMethod;
  /** The rule that decided. */
  readonly rule: Scalars['String']['output'];
  /** The version of the rules at that time. */
  readonly ruleVersion: Scalars['Int']['output'];
  /** How sure the rule is, from 0 to 1. */
  readonly confidence: Scalars['Decimal']['output'];
  /** The numbers that the two share, and those in which they differ. */
  readonly evidence: ReadonlyArray<LinkEvidence>;
  /** The person who decided, or "rules". */
  readonly decidedBy: Scalars['String']['output'];
  /** When it was decided. */
  readonly decidedAt: Scalars['DateTime']['output'];
  /** From when on it holds. */
  readonly validFrom: Scalars['DateTime']['output'];
  /** Until when it held; null while it stands. */
  readonly validTo: Maybe<Scalars['DateTime']['output']>;
};

/** One number that two records have, or in which they differ. */
export type LinkEvidence = {
  /** What kind of number it is. */
  readonly scheme: Scalars['String']['output'];
  /** The field of the record that it was read from. */
  readonly sourceField: Scalars['String']['output'];
  /** A keyed hash of the number; for a key in another system, the id of the record it names. The number itself is kept nowhere. */
  readonly valueHash: Scalars['String']['output'];
  /** Whether both records have it. */
  readonly agrees: Scalars['Boolean']['output'];
};

/** Whether two records are the same thing. */
export type LinkState =
  /** They are. */
  | 'CONFIRMED'
  /** They may be: a person must say. */
  | 'SUGGESTED'
  /** They are not: a person has said so. */
  | 'REJECTED';

/** How it was decided whether two records are the same thing. */
export type LinkMethod =
  /** One of the records names the other. */
  | 'EXPLICIT'
  /** They share a number that only one thing can have. */
  | 'STRONG_KEY'
  /** By a rule that the operator declared, or by likeness. */
  | 'RULE'
  /** By a person. */
  | 'MANUAL';

/** The value of a field over several records, and whose it is. */
export type ProvenancedValue = {
  /** The path of the field in the records. */
  readonly path: Scalars['String']['output'];
  /** The value; null if no record has one. */
  readonly value: Maybe<Scalars['String']['output']>;
  /** The record that it is taken from. */
  readonly record: Maybe<Scalars['ID']['output']>;
  /** The source of that record. */
  readonly source: Maybe<Scalars['String']['output']>;
  /** The rule by which it was chosen. */
  readonly rule: SurvivorshipRule;
  /** The other values that records have. Empty if they agree. */
  readonly others: ReadonlyArray<HeldValue>;
  /** Whether every member record could be read. */
  readonly complete: Scalars['Boolean']['output'];
};

/** A value, and the records that hold it. */
export type HeldValue = {
  /** The value. */
  readonly value: Scalars['String']['output'];
  /** The records that hold it. */
  readonly records: ReadonlyArray<Scalars['ID']['output']>;
};

/** How one value is chosen where records differ. Empty values take no part. */
export type SurvivorshipRule =
  /** The first source in the configured order. */
  | 'SOURCE_ORDER'
  /** The record that was changed last. Only where all records tell the time of their last change to the second; otherwise the order of sources decides. */
  | 'MOST_RECENT'
  /** The longest text. */
  | 'LONGEST';

/** A number of the outside world. */
export type IdentifierMatch = {
  /** What kind of number it is: VAT, GTIN. */
  readonly scheme: Scalars['String']['input'];
  /** The number, in any spelling that is usual. */
  readonly value: Scalars['String']['input'];
};

/** How to find a customer without knowing an id. Give exactly one. */
export type CustomerMatch =
  /** The number that people know the customer by, in any system. Refused if it fits several. */
  { readonly number: Scalars['String']['input']; readonly externalKey?: never; readonly identifier?: never; }
  |  /** Its key in one of the systems. */
  { readonly number?: never; readonly externalKey: ExternalKey; readonly identifier?: never; }
  |  /** One of its numbers in the outside world. Refused if it fits several, as the number of a tax group does. */
  { readonly number?: never; readonly externalKey?: never; readonly identifier: IdentifierMatch; };

/** How to find a supplier without knowing an id. Give exactly one. */
export type SupplierMatch =
  /** The number that people know the supplier by, in any system. Refused if it fits several. */
  { readonly number: Scalars['String']['input']; readonly externalKey?: never; readonly identifier?: never; }
  |  /** Its key in one of the systems. */
  { readonly number?: never; readonly externalKey: ExternalKey; readonly identifier?: never; }
  |  /** One of its numbers in the outside world. Refused if it fits several, as the number of a tax group does. */
  { readonly number?: never; readonly externalKey?: never; readonly identifier: IdentifierMatch; };

/** A page of `Customer` records, and what became of each source that was asked for them. */
export type CustomerConnection = {
  /** The records of this page, each with its position in the list. */
  readonly edges: ReadonlyArray<CustomerEdge>;
  /** The records of this page. */
  readonly nodes: ReadonlyArray<Customer>;
  /** Where this page begins and ends. */
  readonly pageInfo: PageInfo;
  /** How many records match over all pages; null if a source cannot count them cheaply, or does not find them all. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
  /** What became of each source that was asked. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** Whether every source gave all it had to give for this page. If not, totals made from it are partial. */
  readonly complete: Scalars['Boolean']['output'];
};

/** A `Customer` record and its position in the list. */
export type CustomerEdge = {
  /** The position of the record. Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: Customer;
};

/** A page of `Contact` records, and what became of each source that was asked for them. */
export type ContactConnection = {
  /** The records of this page, each with its position in the list. */
  readonly edges: ReadonlyArray<ContactEdge>;
  /** The records of this page. */
  readonly nodes: ReadonlyArray<Contact>;
  /** Where this page begins and ends. */
  readonly pageInfo: PageInfo;
  /** How many records match over all pages; null if a source cannot count them cheaply, or does not find them all. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
  /** What became of each source that was asked. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** Whether every source gave all it had to give for this page. If not, totals made from it are partial. */
  readonly complete: Scalars['Boolean']['output'];
};

/** A `Contact` record and its position in the list. */
export type ContactEdge = {
  /** The position of the record. Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: Contact;
};

/** A page of `Opportunity` records, and what became of each source that was asked for them. */
export type OpportunityConnection = {
  /** The records of this page, each with its position in the list. */
  readonly edges: ReadonlyArray<OpportunityEdge>;
  /** The records of this page. */
  readonly nodes: ReadonlyArray<Opportunity>;
  /** Where this page begins and ends. */
  readonly pageInfo: PageInfo;
  /** How many records match over all pages; null if a source cannot count them cheaply, or does not find them all. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
  /** What became of each source that was asked. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** Whether every source gave all it had to give for this page. If not, totals made from it are partial. */
  readonly complete: Scalars['Boolean']['output'];
};

/** A `Opportunity` record and its position in the list. */
export type OpportunityEdge = {
  /** The position of the record. Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: Opportunity;
};

/** A page of `LegalEntity` records, and what became of each source that was asked for them. */
export type LegalEntityConnection = {
  /** The records of this page, each with its position in the list. */
  readonly edges: ReadonlyArray<LegalEntityEdge>;
  /** The records of this page. */
  readonly nodes: ReadonlyArray<LegalEntity>;
  /** Where this page begins and ends. */
  readonly pageInfo: PageInfo;
  /** How many records match over all pages; null if a source cannot count them cheaply, or does not find them all. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
  /** What became of each source that was asked. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** Whether every source gave all it had to give for this page. If not, totals made from it are partial. */
  readonly complete: Scalars['Boolean']['output'];
};

/** A `LegalEntity` record and its position in the list. */
export type LegalEntityEdge = {
  /** The position of the record. Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: LegalEntity;
};

/** A page of `Invoice` records, and what became of each source that was asked for them. */
export type InvoiceConnection = {
  /** The records of this page, each with its position in the list. */
  readonly edges: ReadonlyArray<InvoiceEdge>;
  /** The records of this page. */
  readonly nodes: ReadonlyArray<Invoice>;
  /** Where this page begins and ends. */
  readonly pageInfo: PageInfo;
  /** How many records match over all pages; null if a source cannot count them cheaply, or does not find them all. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
  /** What became of each source that was asked. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** Whether every source gave all it had to give for this page. If not, totals made from it are partial. */
  readonly complete: Scalars['Boolean']['output'];
};

/** A `Invoice` record and its position in the list. */
export type InvoiceEdge = {
  /** The position of the record. Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: Invoice;
};

/** A page of `CreditStatus` records, and what became of each source that was asked for them. */
export type CreditStatusConnection = {
  /** The records of this page, each with its position in the list. */
  readonly edges: ReadonlyArray<CreditStatusEdge>;
  /** The records of this page. */
  readonly nodes: ReadonlyArray<CreditStatus>;
  /** Where this page begins and ends. */
  readonly pageInfo: PageInfo;
  /** How many records match over all pages; null if a source cannot count them cheaply, or does not find them all. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
  /** What became of each source that was asked. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** Whether every source gave all it had to give for this page. If not, totals made from it are partial. */
  readonly complete: Scalars['Boolean']['output'];
};

/** A `CreditStatus` record and its position in the list. */
export type CreditStatusEdge = {
  /** The position of the record. Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: CreditStatus;
};

/** A page of `Payment` records, and what became of each source that was asked for them. */
export type PaymentConnection = {
  /** The records of this page, each with its position in the list. */
  readonly edges: ReadonlyArray<PaymentEdge>;
  /** The records of this page. */
  readonly nodes: ReadonlyArray<Payment>;
  /** Where this page begins and ends. */
  readonly pageInfo: PageInfo;
  /** How many records match over all pages; null if a source cannot count them cheaply, or does not find them all. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
  /** What became of each source that was asked. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** Whether every source gave all it had to give for this page. If not, totals made from it are partial. */
  readonly complete: Scalars['Boolean']['output'];
};

/** A `Payment` record and its position in the list. */
export type PaymentEdge = {
  /** The position of the record. Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: Payment;
};

/** A page of `GLAccount` records, and what became of each source that was asked for them. */
export type GLAccountConnection = {
  /** The records of this page, each with its position in the list. */
  readonly edges: ReadonlyArray<GLAccountEdge>;
  /** The records of this page. */
  readonly nodes: ReadonlyArray<GLAccount>;
  /** Where this page begins and ends. */
  readonly pageInfo: PageInfo;
  /** How many records match over all pages; null if a source cannot count them cheaply, or does not find them all. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
  /** What became of each source that was asked. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** Whether every source gave all it had to give for this page. If not, totals made from it are partial. */
  readonly complete: Scalars['Boolean']['output'];
};

/** A `GLAccount` record and its position in the list. */
export type GLAccountEdge = {
  /** The position of the record. Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: GLAccount;
};

/** A page of `JournalEntry` records, and what became of each source that was asked for them. */
export type JournalEntryConnection = {
  /** The records of this page, each with its position in the list. */
  readonly edges: ReadonlyArray<JournalEntryEdge>;
  /** The records of this page. */
  readonly nodes: ReadonlyArray<JournalEntry>;
  /** Where this page begins and ends. */
  readonly pageInfo: PageInfo;
  /** How many records match over all pages; null if a source cannot count them cheaply, or does not find them all. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
  /** What became of each source that was asked. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** Whether every source gave all it had to give for this page. If not, totals made from it are partial. */
  readonly complete: Scalars['Boolean']['output'];
};

/** A `JournalEntry` record and its position in the list. */
export type JournalEntryEdge = {
  /** The position of the record. Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: JournalEntry;
};

/** A page of `JournalLine` records, and what became of each source that was asked for them. */
export type JournalLineConnection = {
  /** The records of this page, each with its position in the list. */
  readonly edges: ReadonlyArray<JournalLineEdge>;
  /** The records of this page. */
  readonly nodes: ReadonlyArray<JournalLine>;
  /** Where this page begins and ends. */
  readonly pageInfo: PageInfo;
  /** How many records match over all pages; null if a source cannot count them cheaply, or does not find them all. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
  /** What became of each source that was asked. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** Whether every source gave all it had to give for this page. If not, totals made from it are partial. */
  readonly complete: Scalars['Boolean']['output'];
};

/** A `JournalLine` record and its position in the list. */
export type JournalLineEdge = {
  /** The position of the record. Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: JournalLine;
};

/** A page of `Item` records, and what became of each source that was asked for them. */
export type ItemConnection = {
  /** The records of this page, each with its position in the list. */
  readonly edges: ReadonlyArray<ItemEdge>;
  /** The records of this page. */
  readonly nodes: ReadonlyArray<Item>;
  /** Where this page begins and ends. */
  readonly pageInfo: PageInfo;
  /** How many records match over all pages; null if a source cannot count them cheaply, or does not find them all. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
  /** What became of each source that was asked. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** Whether every source gave all it had to give for this page. If not, totals made from it are partial. */
  readonly complete: Scalars['Boolean']['output'];
};

/** A `Item` record and its position in the list. */
export type ItemEdge = {
  /** The position of the record. Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: Item;
};

/** A page of `Warehouse` records, and what became of each source that was asked for them. */
export type WarehouseConnection = {
  /** The records of this page, each with its position in the list. */
  readonly edges: ReadonlyArray<WarehouseEdge>;
  /** The records of this page. */
  readonly nodes: ReadonlyArray<Warehouse>;
  /** Where this page begins and ends. */
  readonly pageInfo: PageInfo;
  /** How many records match over all pages; null if a source cannot count them cheaply, or does not find them all. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
  /** What became of each source that was asked. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** Whether every source gave all it had to give for this page. If not, totals made from it are partial. */
  readonly complete: Scalars['Boolean']['output'];
};

/** A `Warehouse` record and its position in the list. */
export type WarehouseEdge = {
  /** The position of the record. Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: Warehouse;
};

/** A page of `StockLevel` records, and what became of each source that was asked for them. */
export type StockLevelConnection = {
  /** The records of this page, each with its position in the list. */
  readonly edges: ReadonlyArray<StockLevelEdge>;
  /** The records of this page. */
  readonly nodes: ReadonlyArray<StockLevel>;
  /** Where this page begins and ends. */
  readonly pageInfo: PageInfo;
  /** How many records match over all pages; null if a source cannot count them cheaply, or does not find them all. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
  /** What became of each source that was asked. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** Whether every source gave all it had to give for this page. If not, totals made from it are partial. */
  readonly complete: Scalars['Boolean']['output'];
};

/** A `StockLevel` record and its position in the list. */
export type StockLevelEdge = {
  /** The position of the record. Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: StockLevel;
};

/** A page of `SalesOrder` records, and what became of each source that was asked for them. */
export type SalesOrderConnection = {
  /** The records of this page, each with its position in the list. */
  readonly edges: ReadonlyArray<SalesOrderEdge>;
  /** The records of this page. */
  readonly nodes: ReadonlyArray<SalesOrder>;
  /** Where this page begins and ends. */
  readonly pageInfo: PageInfo;
  /** How many records match over all pages; null if a source cannot count them cheaply, or does not find them all. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
  /** What became of each source that was asked. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** Whether every source gave all it had to give for this page. If not, totals made from it are partial. */
  readonly complete: Scalars['Boolean']['output'];
};

/** A `SalesOrder` record and its position in the list. */
export type SalesOrderEdge = {
  /** The position of the record. Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: SalesOrder;
};

/** A page of `PurchaseOrder` records, and what became of each source that was asked for them. */
export type PurchaseOrderConnection = {
  /** The records of this page, each with its position in the list. */
  readonly edges: ReadonlyArray<PurchaseOrderEdge>;
  /** The records of this page. */
  readonly nodes: ReadonlyArray<PurchaseOrder>;
  /** Where this page begins and ends. */
  readonly pageInfo: PageInfo;
  /** How many records match over all pages; null if a source cannot count them cheaply, or does not find them all. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
  /** What became of each source that was asked. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** Whether every source gave all it had to give for this page. If not, totals made from it are partial. */
  readonly complete: Scalars['Boolean']['output'];
};

/** A `PurchaseOrder` record and its position in the list. */
export type PurchaseOrderEdge = {
  /** The position of the record. Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: PurchaseOrder;
};

/** A page of `Supplier` records, and what became of each source that was asked for them. */
export type SupplierConnection = {
  /** The records of this page, each with its position in the list. */
  readonly edges: ReadonlyArray<SupplierEdge>;
  /** The records of this page. */
  readonly nodes: ReadonlyArray<Supplier>;
  /** Where this page begins and ends. */
  readonly pageInfo: PageInfo;
  /** How many records match over all pages; null if a source cannot count them cheaply, or does not find them all. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
  /** What became of each source that was asked. */
  readonly sourceResults: ReadonlyArray<SourceResult>;
  /** Whether every source gave all it had to give for this page. If not, totals made from it are partial. */
  readonly complete: Scalars['Boolean']['output'];
};

/** A `Supplier` record and its position in the list. */
export type SupplierEdge = {
  /** The position of the record. Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: Supplier;
};

/** A condition on `RecordMeta`. All parts that are given must hold. */
export type RecordMetaFilter = {
  /** The company that owns the record, if the source says. */
  readonly legalEntity?: InputMaybe<IdFilter>;
  /** When the record was created, as the source tells it. */
  readonly sourceCreatedAt?: InputMaybe<DateTimeFilter>;
  /** When the record was last changed, as the source tells it. See `sourceModifiedPrecision` for how exact that is. */
  readonly sourceModifiedAt?: InputMaybe<DateTimeFilter>;
};

/** A condition on `Money`. All parts that are given must hold. */
export type MoneyFilter = {
  /** The exact amount, with the scale that the source sent. Filters and orders compare it as a number, whatever the currency: add a condition on `currency`. */
  readonly amount?: InputMaybe<DecimalFilter>;
  /** The currency of the amount. */
  readonly currency?: InputMaybe<TextFilter>;
};

/** A condition on `DualMoney`. All parts that are given must hold. */
export type DualMoneyFilter = {
  /** The amount in the currency of the document. */
  readonly document?: InputMaybe<MoneyFilter>;
  /** The amount in the functional currency of the legal entity, as the source booked it; never converted by the gateway. */
  readonly base?: InputMaybe<MoneyFilter>;
};

/** A condition on `Quantity`. All parts that are given must hold. */
export type QuantityFilter = {
  /** The exact number of units. Filters and orders compare it as a number, whatever the unit. */
  readonly value?: InputMaybe<DecimalFilter>;
  /** The unit as an international code; null if the source's unit has no known counterpart. */
  readonly uom?: InputMaybe<TextFilter>;
};

/** A condition on `DocumentTotals`. All parts that are given must hold. */
export type DocumentTotalsFilter = {
  /** The total before tax. */
  readonly taxExclusive?: InputMaybe<MoneyFilter>;
  /** The total with tax. */
  readonly taxInclusive?: InputMaybe<MoneyFilter>;
};

/** A condition on `PaymentTerm`. All parts that are given must hold. */
export type PaymentTermFilter = {
  /** The code of the term in the source. */
  readonly code?: InputMaybe<TextFilter>;
};

/** A condition on `Customer`. All parts that are given must hold. */
export type CustomerFilter = {
  /** All of these must hold. An empty list holds always. */
  readonly and?: InputMaybe<ReadonlyArray<CustomerFilter>>;
  /** One of these must hold. An empty list holds never. */
  readonly or?: InputMaybe<ReadonlyArray<CustomerFilter>>;
  /** This must not hold. */
  readonly not?: InputMaybe<CustomerFilter>;
  /** The global id. */
  readonly id?: InputMaybe<IdFilter>;
  /** The same thing under keys of another source. */
  readonly externalKey?: InputMaybe<ExternalKeyFilter>;
  /** Has one of these numbers of the outside world. Only sources that can search by them; others cannot serve this. */
  readonly identifier?: InputMaybe<IdentifierFilter>;
  /** The number that people know the customer by. */
  readonly number?: InputMaybe<TextFilter>;
  /** The name. */
  readonly name?: InputMaybe<TextFilter>;
  /** The name in the register of companies. */
  readonly legalName?: InputMaybe<TextFilter>;
  /** Whether it is an organization or a person. */
  readonly kind?: InputMaybe<PartyKindFilter>;
  /** Whether business is done with it. */
  readonly status?: InputMaybe<PartyStatusFilter>;
  /** The currency it usually buys in. */
  readonly currency?: InputMaybe<TextFilter>;
  /** When and how it usually pays. */
  readonly paymentTerm?: InputMaybe<PaymentTermFilter>;
  /** Whether it is exempt from tax. */
  readonly taxExempt?: InputMaybe<BooleanFilter>;
  /** The industry, as the source writes it. */
  readonly industry?: InputMaybe<TextFilter>;
  /** How many people work there. */
  readonly employeeCount?: InputMaybe<IntFilter>;
  /** What it earns in a year. */
  readonly annualRevenue?: InputMaybe<MoneyFilter>;
  /** The customer it belongs to. */
  readonly parent?: InputMaybe<IdFilter>;
  /** The customer that gets its invoices. */
  readonly billTo?: InputMaybe<IdFilter>;
  /** The person in charge of it, as the source names them. */
  readonly owner?: InputMaybe<TextFilter>;
  /** Where the record came from, and how fresh it is. */
  readonly meta?: InputMaybe<RecordMetaFilter>;
};

/** A condition on `Contact`. All parts that are given must hold. */
export type ContactFilter = {
  /** All of these must hold. An empty list holds always. */
  readonly and?: InputMaybe<ReadonlyArray<ContactFilter>>;
  /** One of these must hold. An empty list holds never. */
  readonly or?: InputMaybe<ReadonlyArray<ContactFilter>>;
  /** This must not hold. */
  readonly not?: InputMaybe<ContactFilter>;
  /** The global id. */
  readonly id?: InputMaybe<IdFilter>;
  /** First name. */
  readonly firstName?: InputMaybe<TextFilter>;
  /** Last name. */
  readonly lastName?: InputMaybe<TextFilter>;
  /** The whole name. */
  readonly fullName?: InputMaybe<TextFilter>;
  /** Job title. */
  readonly title?: InputMaybe<TextFilter>;
  /** Department. */
  readonly department?: InputMaybe<TextFilter>;
  /** Whether it is the main contact. */
  readonly isPrimary?: InputMaybe<BooleanFilter>;
  /** Whether the person does not want to be written to. */
  readonly optOut?: InputMaybe<BooleanFilter>;
  /** The customer the person belongs to. */
  readonly customer?: InputMaybe<IdFilter>;
  /** The supplier the person belongs to. */
  readonly supplier?: InputMaybe<IdFilter>;
  /** When something was last done with the person. */
  readonly lastActivityAt?: InputMaybe<DateTimeFilter>;
  /** Where the record came from, and how fresh it is. */
  readonly meta?: InputMaybe<RecordMetaFilter>;
};

/** A condition on `Opportunity`. All parts that are given must hold. */
export type OpportunityFilter = {
  /** All of these must hold. An empty list holds always. */
  readonly and?: InputMaybe<ReadonlyArray<OpportunityFilter>>;
  /** One of these must hold. An empty list holds never. */
  readonly or?: InputMaybe<ReadonlyArray<OpportunityFilter>>;
  /** This must not hold. */
  readonly not?: InputMaybe<OpportunityFilter>;
  /** The global id. */
  readonly id?: InputMaybe<IdFilter>;
  /** The name of the deal. */
  readonly name?: InputMaybe<TextFilter>;
  /** The customer. */
  readonly customer?: InputMaybe<IdFilter>;
  /** The most important person at the customer. */
  readonly primaryContact?: InputMaybe<IdFilter>;
  /** The person in charge of it, as the source names them. */
  readonly owner?: InputMaybe<TextFilter>;
  /** The step it has reached in the sales process. */
  readonly stage?: InputMaybe<StageFilter>;
  /** Whether it is open, won or lost. */
  readonly status?: InputMaybe<OpportunityStatusFilter>;
  /** What it is worth. */
  readonly amount?: InputMaybe<DualMoneyFilter>;
  /** How likely it is to be won. */
  readonly probability?: InputMaybe<DecimalFilter>;
  /** The amount times the probability, as the source tells it. */
  readonly weighted?: InputMaybe<MoneyFilter>;
  /** The day on which it should be decided. */
  readonly expectedCloseDate?: InputMaybe<DateFilter>;
  /** When it was decided. */
  readonly closedAt?: InputMaybe<DateTimeFilter>;
  /** How the forecast counts it. */
  readonly forecastCategory?: InputMaybe<ForecastCategoryFilter>;
  /** How the customer was found, as the source writes it. */
  readonly leadSource?: InputMaybe<TextFilter>;
  /** Why it was lost, as the source writes it. */
  readonly lossReason?: InputMaybe<TextFilter>;
  /** When something was last done for it. */
  readonly lastActivityAt?: InputMaybe<DateTimeFilter>;
  /** Where the record came from, and how fresh it is. */
  readonly meta?: InputMaybe<RecordMetaFilter>;
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

/** A condition on `LegalEntity`. All parts that are given must hold. */
export type LegalEntityFilter = {
  /** All of these must hold. An empty list holds always. */
  readonly and?: InputMaybe<ReadonlyArray<LegalEntityFilter>>;
  /** One of these must hold. An empty list holds never. */
  readonly or?: InputMaybe<ReadonlyArray<LegalEntityFilter>>;
  /** This must not hold. */
  readonly not?: InputMaybe<LegalEntityFilter>;
  /** The global id. */
  readonly id?: InputMaybe<IdFilter>;
  /** The code of the company; where the source has no code, its key. */
  readonly code?: InputMaybe<TextFilter>;
  /** The name of the company. */
  readonly name?: InputMaybe<TextFilter>;
  /** The currency that its books are kept in. */
  readonly functionalCurrency?: InputMaybe<TextFilter>;
  /** The country it is registered in. */
  readonly country?: InputMaybe<TextFilter>;
  /** The company it belongs to. */
  readonly parent?: InputMaybe<IdFilter>;
  /** Where the record came from, and how fresh it is. */
  readonly meta?: InputMaybe<RecordMetaFilter>;
};

/** A condition on `Invoice`. All parts that are given must hold. */
export type InvoiceFilter = {
  /** All of these must hold. An empty list holds always. */
  readonly and?: InputMaybe<ReadonlyArray<InvoiceFilter>>;
  /** One of these must hold. An empty list holds never. */
  readonly or?: InputMaybe<ReadonlyArray<InvoiceFilter>>;
  /** This must not hold. */
  readonly not?: InputMaybe<InvoiceFilter>;
  /** The global id. */
  readonly id?: InputMaybe<IdFilter>;
  /** Whether it is owed to the company or by the company. */
  readonly direction?: InputMaybe<InvoiceDirectionFilter>;
  /** What kind of document it is. */
  readonly kind?: InputMaybe<InvoiceKindFilter>;
  /** The number printed on the document. */
  readonly number?: InputMaybe<TextFilter>;
  /** The other party's own number for it, such as the number on a supplier's bill. */
  readonly partyNumber?: InputMaybe<TextFilter>;
  /** The customer, if it is a receivable. */
  readonly customer?: InputMaybe<IdFilter>;
  /** The supplier, if it is a payable. */
  readonly supplier?: InputMaybe<IdFilter>;
  /** The date on the document. Drafts may have none. */
  readonly issueDate?: InputMaybe<DateFilter>;
  /** The date it counts in the books. */
  readonly postingDate?: InputMaybe<DateFilter>;
  /** The date by which it is to be paid. */
  readonly dueDate?: InputMaybe<DateFilter>;
  /** The date it was paid in full. */
  readonly paidDate?: InputMaybe<DateFilter>;
  /** How far it has come. Being overdue is not a status: see `isOverdue`. */
  readonly status?: InputMaybe<InvoiceStatusFilter>;
  /** Whether the other party disputes it; null if the source does not keep that. */
  readonly disputed?: InputMaybe<BooleanFilter>;
  /** Its sums, in the currency of the document. */
  readonly totals?: InputMaybe<DocumentTotalsFilter>;
  /** The currency of the document. */
  readonly currency?: InputMaybe<TextFilter>;
  /** What is not settled yet: never negative. */
  readonly open?: InputMaybe<DualMoneyFilter>;
  /** What is not settled yet, with a sign: positive adds to what is owed, credit notes are negative. */
  readonly openSigned?: InputMaybe<MoneyFilter>;
  /** The number of the buyer's purchase order. */
  readonly poNumber?: InputMaybe<TextFilter>;
  /** Where the record came from, and how fresh it is. */
  readonly meta?: InputMaybe<RecordMetaFilter>;
};

/** A condition on `CreditStatus`. All parts that are given must hold. */
export type CreditStatusFilter = {
  /** All of these must hold. An empty list holds always. */
  readonly and?: InputMaybe<ReadonlyArray<CreditStatusFilter>>;
  /** One of these must hold. An empty list holds never. */
  readonly or?: InputMaybe<ReadonlyArray<CreditStatusFilter>>;
  /** This must not hold. */
  readonly not?: InputMaybe<CreditStatusFilter>;
  /** The global id. */
  readonly id?: InputMaybe<IdFilter>;
  /** The customer. */
  readonly customer?: InputMaybe<IdFilter>;
  /** How much may be owed at most. Null does not mean unlimited: see `unlimited`. */
  readonly limit?: InputMaybe<MoneyFilter>;
  /** Whether the source says that there is no limit; null if it does not say. */
  readonly unlimited?: InputMaybe<BooleanFilter>;
  /** What counts against the limit. */
  readonly exposure?: InputMaybe<CreditExposureFilter>;
  /** What is left of the limit. */
  readonly available?: InputMaybe<MoneyFilter>;
  /** How much of the limit is used. */
  readonly utilization?: InputMaybe<DecimalFilter>;
  /** Whether the customer is held. */
  readonly hold?: InputMaybe<CreditHoldFilter>;
  /** The risk class, as the source writes it. */
  readonly riskClass?: InputMaybe<TextFilter>;
  /** The risk class, as translated by the operator's settings. */
  readonly riskBand?: InputMaybe<RiskBandFilter>;
  /** What is past its due date. */
  readonly overdue?: InputMaybe<MoneyFilter>;
  /** The days by which the oldest open document is past due. */
  readonly maxDaysPastDue?: InputMaybe<IntFilter>;
  /** The last day on which the limit is valid. */
  readonly limitValidUntil?: InputMaybe<DateFilter>;
  /** The day on which the limit was last reviewed. */
  readonly lastReviewed?: InputMaybe<DateFilter>;
  /** Where the record came from, and how fresh it is. */
  readonly meta?: InputMaybe<RecordMetaFilter>;
};

/** A condition on `CreditExposure`. All parts that are given must hold. */
export type CreditExposureFilter = {
  /** The sum, as the source or the gateway makes it. */
  readonly total?: InputMaybe<MoneyFilter>;
};

/** A condition on `Payment`. All parts that are given must hold. */
export type PaymentFilter = {
  /** All of these must hold. An empty list holds always. */
  readonly and?: InputMaybe<ReadonlyArray<PaymentFilter>>;
  /** One of these must hold. An empty list holds never. */
  readonly or?: InputMaybe<ReadonlyArray<PaymentFilter>>;
  /** This must not hold. */
  readonly not?: InputMaybe<PaymentFilter>;
  /** The global id. */
  readonly id?: InputMaybe<IdFilter>;
  /** Whether the money came in or went out. */
  readonly direction?: InputMaybe<PaymentDirectionFilter>;
  /** The number of the payment. */
  readonly number?: InputMaybe<TextFilter>;
  /** The customer who paid or was paid back. */
  readonly customer?: InputMaybe<IdFilter>;
  /** The supplier who was paid or paid back. */
  readonly supplier?: InputMaybe<IdFilter>;
  /** The day of the payment. */
  readonly date?: InputMaybe<DateFilter>;
  /** How much was paid. */
  readonly amount?: InputMaybe<DualMoneyFilter>;
  /** How it was paid. */
  readonly method?: InputMaybe<PaymentMethodFilter>;
  /** How far it has come. */
  readonly status?: InputMaybe<PaymentStatusFilter>;
  /** The reference that came with it. */
  readonly reference?: InputMaybe<TextFilter>;
  /** The account of the bank or cash desk. */
  readonly bankAccount?: InputMaybe<IdFilter>;
  /** What is not yet matched with documents. */
  readonly unapplied?: InputMaybe<MoneyFilter>;
  /** Whether nothing of it is left to be matched with documents. Drafts and payments that were taken back have nothing to match. */
  readonly isApplied?: InputMaybe<BooleanFilter>;
  /** Where the record came from, and how fresh it is. */
  readonly meta?: InputMaybe<RecordMetaFilter>;
};

/** A condition on `GLAccount`. All parts that are given must hold. */
export type GLAccountFilter = {
  /** All of these must hold. An empty list holds always. */
  readonly and?: InputMaybe<ReadonlyArray<GLAccountFilter>>;
  /** One of these must hold. An empty list holds never. */
  readonly or?: InputMaybe<ReadonlyArray<GLAccountFilter>>;
  /** This must not hold. */
  readonly not?: InputMaybe<GLAccountFilter>;
  /** The global id. */
  readonly id?: InputMaybe<IdFilter>;
  /** The number of the account. */
  readonly number?: InputMaybe<TextFilter>;
  /** The name of the account. */
  readonly name?: InputMaybe<TextFilter>;
  /** The chart of accounts it belongs to. */
  readonly chart?: InputMaybe<TextFilter>;
  /** Which part of the balance sheet or the income statement it belongs to. */
  readonly classification?: InputMaybe<AccountClassificationFilter>;
  /** What it is used for. */
  readonly type?: InputMaybe<AccountTypeFilter>;
  /** The side on which its balance normally stands. */
  readonly normalBalance?: InputMaybe<DebitCreditFilter>;
  /** Whether entries may be posted to it; false for headings and totals. */
  readonly isPosting?: InputMaybe<BooleanFilter>;
  /** Whether it sums up a sub-ledger, such as the receivables. */
  readonly isControl?: InputMaybe<BooleanFilter>;
  /** The account above it. */
  readonly parent?: InputMaybe<IdFilter>;
  /** The only currency it is kept in; null if any. */
  readonly currency?: InputMaybe<TextFilter>;
  /** Whether it is in use. */
  readonly status?: InputMaybe<AccountStatusFilter>;
  /** Its balance, as the source tells it: debit is positive. */
  readonly balance?: InputMaybe<MoneyFilter>;
  /** The account of the group chart that the operator's settings assign to it. */
  readonly groupAccount?: InputMaybe<TextFilter>;
  /** Where the record came from, and how fresh it is. */
  readonly meta?: InputMaybe<RecordMetaFilter>;
};

/** A condition on `JournalEntry`. All parts that are given must hold. */
export type JournalEntryFilter = {
  /** All of these must hold. An empty list holds always. */
  readonly and?: InputMaybe<ReadonlyArray<JournalEntryFilter>>;
  /** One of these must hold. An empty list holds never. */
  readonly or?: InputMaybe<ReadonlyArray<JournalEntryFilter>>;
  /** This must not hold. */
  readonly not?: InputMaybe<JournalEntryFilter>;
  /** The global id. */
  readonly id?: InputMaybe<IdFilter>;
  /** The number of the entry. */
  readonly number?: InputMaybe<TextFilter>;
  /** The ledger it is posted in, where a company keeps several. */
  readonly ledger?: InputMaybe<TextFilter>;
  /** The company whose books it is in. */
  readonly legalEntity?: InputMaybe<IdFilter>;
  /** The date on the document behind it. */
  readonly documentDate?: InputMaybe<DateFilter>;
  /** The date it counts in the books. */
  readonly postingDate?: InputMaybe<DateFilter>;
  /** The fiscal period, as YYYY-PPP. */
  readonly period?: InputMaybe<TextFilter>;
  /** How far it has come. */
  readonly status?: InputMaybe<JournalStatusFilter>;
  /** Its text. */
  readonly memo?: InputMaybe<TextFilter>;
  /** Where the record came from, and how fresh it is. */
  readonly meta?: InputMaybe<RecordMetaFilter>;
};

/** A condition on `JournalLine`. All parts that are given must hold. */
export type JournalLineFilter = {
  /** All of these must hold. An empty list holds always. */
  readonly and?: InputMaybe<ReadonlyArray<JournalLineFilter>>;
  /** One of these must hold. An empty list holds never. */
  readonly or?: InputMaybe<ReadonlyArray<JournalLineFilter>>;
  /** This must not hold. */
  readonly not?: InputMaybe<JournalLineFilter>;
  /** The global id. */
  readonly id?: InputMaybe<IdFilter>;
  /** The entry it belongs to. Null where the source does not serve as an entry what posted it, such as an invoice. */
  readonly entry?: InputMaybe<IdFilter>;
  /** The ledger it is posted in, where a company keeps several. */
  readonly ledger?: InputMaybe<TextFilter>;
  /** The company whose books it is in. */
  readonly legalEntity?: InputMaybe<IdFilter>;
  /** The date it counts in the books. */
  readonly postingDate?: InputMaybe<DateFilter>;
  /** How far its entry has come: only what is posted, or was posted and then taken back by another entry, counts in balances. */
  readonly status?: InputMaybe<JournalStatusFilter>;
  /** The account it is posted to. */
  readonly account?: InputMaybe<IdFilter>;
  /** The side it is posted on. */
  readonly side?: InputMaybe<DebitCreditFilter>;
  /** How much is posted: never negative. */
  readonly amount?: InputMaybe<DualMoneyFilter>;
  /** The customer it concerns. */
  readonly customer?: InputMaybe<IdFilter>;
  /** The supplier it concerns. */
  readonly supplier?: InputMaybe<IdFilter>;
  /** The item it concerns. */
  readonly item?: InputMaybe<IdFilter>;
  /** Where the record came from, and how fresh it is. */
  readonly meta?: InputMaybe<RecordMetaFilter>;
};

/** A condition on `Item`. All parts that are given must hold. */
export type ItemFilter = {
  /** All of these must hold. An empty list holds always. */
  readonly and?: InputMaybe<ReadonlyArray<ItemFilter>>;
  /** One of these must hold. An empty list holds never. */
  readonly or?: InputMaybe<ReadonlyArray<ItemFilter>>;
  /** This must not hold. */
  readonly not?: InputMaybe<ItemFilter>;
  /** The global id. */
  readonly id?: InputMaybe<IdFilter>;
  /** The same thing under keys of another source. */
  readonly externalKey?: InputMaybe<ExternalKeyFilter>;
  /** Has one of these numbers of the outside world. Only sources that can search by them; others cannot serve this. */
  readonly identifier?: InputMaybe<IdentifierFilter>;
  /** The article number. */
  readonly sku?: InputMaybe<TextFilter>;
  /** The name. */
  readonly name?: InputMaybe<TextFilter>;
  /** A longer text. */
  readonly description?: InputMaybe<TextFilter>;
  /** What kind of item it is. */
  readonly type?: InputMaybe<ItemTypeFilter>;
  /** Whether it is in use. */
  readonly status?: InputMaybe<ItemStatusFilter>;
  /** Whether it may be sold. */
  readonly sellable?: InputMaybe<BooleanFilter>;
  /** Whether it may be bought. */
  readonly purchasable?: InputMaybe<BooleanFilter>;
  /** The unit that stock is counted in, as an international code. */
  readonly baseUom?: InputMaybe<TextFilter>;
  /** The unit that stock is counted in, as the source writes it; null if the source counts without naming a unit. */
  readonly sourceUom?: InputMaybe<TextFilter>;
  /** The category, as the source writes it. */
  readonly category?: InputMaybe<TextFilter>;
  /** Whether single pieces or lots are told apart. */
  readonly tracking?: InputMaybe<ItemTrackingFilter>;
  /** The item that it is a variant of. */
  readonly parent?: InputMaybe<IdFilter>;
  /** The price before any agreement with a customer. */
  readonly listPrice?: InputMaybe<MoneyFilter>;
  /** What one base unit costs the company. Often not readable for the gateway's user. */
  readonly cost?: InputMaybe<MoneyFilter>;
  /** Where the record came from, and how fresh it is. */
  readonly meta?: InputMaybe<RecordMetaFilter>;
};

/** A condition on `Warehouse`. All parts that are given must hold. */
export type WarehouseFilter = {
  /** All of these must hold. An empty list holds always. */
  readonly and?: InputMaybe<ReadonlyArray<WarehouseFilter>>;
  /** One of these must hold. An empty list holds never. */
  readonly or?: InputMaybe<ReadonlyArray<WarehouseFilter>>;
  /** This must not hold. */
  readonly not?: InputMaybe<WarehouseFilter>;
  /** The global id. */
  readonly id?: InputMaybe<IdFilter>;
  /** The code of the place; where the source has no code, its key. */
  readonly code?: InputMaybe<TextFilter>;
  /** The name of the place. */
  readonly name?: InputMaybe<TextFilter>;
  /** What kind of place it is. */
  readonly type?: InputMaybe<WarehouseTypeFilter>;
  /** The place that it is a part of. */
  readonly parent?: InputMaybe<IdFilter>;
  /** The company whose stock is kept there. */
  readonly legalEntity?: InputMaybe<IdFilter>;
  /** Whether it is in use. */
  readonly status?: InputMaybe<WarehouseStatusFilter>;
  /** Where the record came from, and how fresh it is. */
  readonly meta?: InputMaybe<RecordMetaFilter>;
};

/** A condition on `StockLevel`. All parts that are given must hold. */
export type StockLevelFilter = {
  /** All of these must hold. An empty list holds always. */
  readonly and?: InputMaybe<ReadonlyArray<StockLevelFilter>>;
  /** One of these must hold. An empty list holds never. */
  readonly or?: InputMaybe<ReadonlyArray<StockLevelFilter>>;
  /** This must not hold. */
  readonly not?: InputMaybe<StockLevelFilter>;
  /** The global id. */
  readonly id?: InputMaybe<IdFilter>;
  /** The item. */
  readonly item?: InputMaybe<IdFilter>;
  /** The warehouse. */
  readonly warehouse?: InputMaybe<IdFilter>;
  /** The lot, where the source tells lots apart. */
  readonly lot?: InputMaybe<TextFilter>;
  /** The bin, where the source tells bins apart. */
  readonly bin?: InputMaybe<TextFilter>;
  /** What may be done with the stock. */
  readonly category?: InputMaybe<StockCategoryFilter>;
  /** How much is there. May be negative, where the source allows it. */
  readonly onHand?: InputMaybe<QuantityFilter>;
  /** How much of it is promised. */
  readonly reserved?: InputMaybe<QuantityFilter>;
  /** How much may still be promised. */
  readonly available?: InputMaybe<QuantityFilter>;
  /** How much is ordered and has not come. */
  readonly incoming?: InputMaybe<QuantityFilter>;
  /** How much is promised and not there. */
  readonly backordered?: InputMaybe<QuantityFilter>;
  /** Where the record came from, and how fresh it is. */
  readonly meta?: InputMaybe<RecordMetaFilter>;
};

/** A condition on `SalesOrder`. All parts that are given must hold. */
export type SalesOrderFilter = {
  /** All of these must hold. An empty list holds always. */
  readonly and?: InputMaybe<ReadonlyArray<SalesOrderFilter>>;
  /** One of these must hold. An empty list holds never. */
  readonly or?: InputMaybe<ReadonlyArray<SalesOrderFilter>>;
  /** This must not hold. */
  readonly not?: InputMaybe<SalesOrderFilter>;
  /** The global id. */
  readonly id?: InputMaybe<IdFilter>;
  /** The number of the order. */
  readonly number?: InputMaybe<TextFilter>;
  /** The customer. */
  readonly customer?: InputMaybe<IdFilter>;
  /** The date of the order. */
  readonly orderDate?: InputMaybe<DateFilter>;
  /** The date the customer wants it. */
  readonly requestedDate?: InputMaybe<DateFilter>;
  /** How far it has come. Delivery and billing have their own fields. */
  readonly status?: InputMaybe<SalesOrderStatusFilter>;
  /** Whether it is held. */
  readonly onHold?: InputMaybe<BooleanFilter>;
  /** How much of it is delivered. */
  readonly fulfillment?: InputMaybe<ProgressFilter>;
  /** How much of it is billed. */
  readonly billing?: InputMaybe<ProgressFilter>;
  /** What the source's own credit check said. */
  readonly creditCheck?: InputMaybe<OrderCreditCheckFilter>;
  /** The customer's own number for it. */
  readonly customerPoNumber?: InputMaybe<TextFilter>;
  /** Its sums, in the currency of the order. */
  readonly totals?: InputMaybe<DocumentTotalsFilter>;
  /** The currency of the order. */
  readonly currency?: InputMaybe<TextFilter>;
  /** Where the record came from, and how fresh it is. */
  readonly meta?: InputMaybe<RecordMetaFilter>;
};

/** A condition on `PurchaseOrder`. All parts that are given must hold. */
export type PurchaseOrderFilter = {
  /** All of these must hold. An empty list holds always. */
  readonly and?: InputMaybe<ReadonlyArray<PurchaseOrderFilter>>;
  /** One of these must hold. An empty list holds never. */
  readonly or?: InputMaybe<ReadonlyArray<PurchaseOrderFilter>>;
  /** This must not hold. */
  readonly not?: InputMaybe<PurchaseOrderFilter>;
  /** The global id. */
  readonly id?: InputMaybe<IdFilter>;
  /** The number of the order. */
  readonly number?: InputMaybe<TextFilter>;
  /** The supplier. */
  readonly supplier?: InputMaybe<IdFilter>;
  /** The date of the order. */
  readonly orderDate?: InputMaybe<DateFilter>;
  /** The date the goods should come. */
  readonly expectedDate?: InputMaybe<DateFilter>;
  /** How far it has come. Receipt and billing have their own fields. */
  readonly status?: InputMaybe<PurchaseOrderStatusFilter>;
  /** Whether it is held. */
  readonly onHold?: InputMaybe<BooleanFilter>;
  /** How much of it has come. */
  readonly receipt?: InputMaybe<ProgressFilter>;
  /** How much of it is billed. */
  readonly billing?: InputMaybe<ProgressFilter>;
  /** The supplier's own number for it. */
  readonly supplierReference?: InputMaybe<TextFilter>;
  /** Its sums, in the currency of the order. */
  readonly totals?: InputMaybe<DocumentTotalsFilter>;
  /** The currency of the order. */
  readonly currency?: InputMaybe<TextFilter>;
  /** Where the record came from, and how fresh it is. */
  readonly meta?: InputMaybe<RecordMetaFilter>;
};

/** A condition on `Supplier`. All parts that are given must hold. */
export type SupplierFilter = {
  /** All of these must hold. An empty list holds always. */
  readonly and?: InputMaybe<ReadonlyArray<SupplierFilter>>;
  /** One of these must hold. An empty list holds never. */
  readonly or?: InputMaybe<ReadonlyArray<SupplierFilter>>;
  /** This must not hold. */
  readonly not?: InputMaybe<SupplierFilter>;
  /** The global id. */
  readonly id?: InputMaybe<IdFilter>;
  /** The same thing under keys of another source. */
  readonly externalKey?: InputMaybe<ExternalKeyFilter>;
  /** Has one of these numbers of the outside world. Only sources that can search by them; others cannot serve this. */
  readonly identifier?: InputMaybe<IdentifierFilter>;
  /** The number that people know the supplier by. */
  readonly number?: InputMaybe<TextFilter>;
  /** The name. */
  readonly name?: InputMaybe<TextFilter>;
  /** The name in the register of companies. */
  readonly legalName?: InputMaybe<TextFilter>;
  /** Whether it is an organization or a person. */
  readonly kind?: InputMaybe<PartyKindFilter>;
  /** Whether business is done with it. */
  readonly status?: InputMaybe<PartyStatusFilter>;
  /** The currency it usually bills in. */
  readonly currency?: InputMaybe<TextFilter>;
  /** When and how it is usually paid. */
  readonly paymentTerm?: InputMaybe<PaymentTermFilter>;
  /** How it is usually paid. */
  readonly paymentMethod?: InputMaybe<PaymentMethodFilter>;
  /** Whether payments to it are blocked. */
  readonly paymentBlocked?: InputMaybe<BooleanFilter>;
  /** The supplier it belongs to. */
  readonly parent?: InputMaybe<IdFilter>;
  /** Where the record came from, and how fresh it is. */
  readonly meta?: InputMaybe<RecordMetaFilter>;
};

/** A condition on `PartyKind`. All parts that are given must hold. */
export type PartyKindFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<PartyKind>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<PartyKind>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<PartyKind>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A condition on `PartyStatus`. All parts that are given must hold. */
export type PartyStatusFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<PartyStatus>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<PartyStatus>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<PartyStatus>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A condition on `OpportunityStatus`. All parts that are given must hold. */
export type OpportunityStatusFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<OpportunityStatus>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<OpportunityStatus>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<OpportunityStatus>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A condition on `ForecastCategory`. All parts that are given must hold. */
export type ForecastCategoryFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<ForecastCategory>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<ForecastCategory>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<ForecastCategory>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A condition on `InvoiceDirection`. All parts that are given must hold. */
export type InvoiceDirectionFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<InvoiceDirection>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<InvoiceDirection>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<InvoiceDirection>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A condition on `InvoiceKind`. All parts that are given must hold. */
export type InvoiceKindFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<InvoiceKind>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<InvoiceKind>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<InvoiceKind>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A condition on `InvoiceStatus`. All parts that are given must hold. */
export type InvoiceStatusFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<InvoiceStatus>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<InvoiceStatus>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<InvoiceStatus>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A condition on `CreditHold`. All parts that are given must hold. */
export type CreditHoldFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<CreditHold>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<CreditHold>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<CreditHold>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A condition on `RiskBand`. All parts that are given must hold. */
export type RiskBandFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<RiskBand>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<RiskBand>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<RiskBand>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A condition on `PaymentDirection`. All parts that are given must hold. */
export type PaymentDirectionFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<PaymentDirection>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<PaymentDirection>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<PaymentDirection>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A condition on `PaymentMethod`. All parts that are given must hold. */
export type PaymentMethodFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<PaymentMethod>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<PaymentMethod>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<PaymentMethod>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A condition on `PaymentStatus`. All parts that are given must hold. */
export type PaymentStatusFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<PaymentStatus>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<PaymentStatus>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<PaymentStatus>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A condition on `AccountClassification`. All parts that are given must hold. */
export type AccountClassificationFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<AccountClassification>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<AccountClassification>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<AccountClassification>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A condition on `AccountType`. All parts that are given must hold. */
export type AccountTypeFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<AccountType>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<AccountType>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<AccountType>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A condition on `DebitCredit`. All parts that are given must hold. */
export type DebitCreditFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<DebitCredit>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<DebitCredit>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<DebitCredit>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A condition on `AccountStatus`. All parts that are given must hold. */
export type AccountStatusFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<AccountStatus>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<AccountStatus>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<AccountStatus>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A condition on `JournalStatus`. All parts that are given must hold. */
export type JournalStatusFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<JournalStatus>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<JournalStatus>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<JournalStatus>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A condition on `ItemType`. All parts that are given must hold. */
export type ItemTypeFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<ItemType>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<ItemType>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<ItemType>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A condition on `ItemStatus`. All parts that are given must hold. */
export type ItemStatusFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<ItemStatus>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<ItemStatus>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<ItemStatus>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A condition on `ItemTracking`. All parts that are given must hold. */
export type ItemTrackingFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<ItemTracking>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<ItemTracking>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<ItemTracking>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A condition on `WarehouseType`. All parts that are given must hold. */
export type WarehouseTypeFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<WarehouseType>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<WarehouseType>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<WarehouseType>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A condition on `WarehouseStatus`. All parts that are given must hold. */
export type WarehouseStatusFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<WarehouseStatus>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<WarehouseStatus>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<WarehouseStatus>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A condition on `StockCategory`. All parts that are given must hold. */
export type StockCategoryFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<StockCategory>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<StockCategory>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<StockCategory>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A condition on `SalesOrderStatus`. All parts that are given must hold. */
export type SalesOrderStatusFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<SalesOrderStatus>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<SalesOrderStatus>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<SalesOrderStatus>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A condition on `Progress`. All parts that are given must hold. */
export type ProgressFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<Progress>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<Progress>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<Progress>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A condition on `OrderCreditCheck`. All parts that are given must hold. */
export type OrderCreditCheckFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<OrderCreditCheck>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<OrderCreditCheck>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<OrderCreditCheck>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A condition on `PurchaseOrderStatus`. All parts that are given must hold. */
export type PurchaseOrderStatusFilter = {
  /** Is this value. */
  readonly eq?: InputMaybe<PurchaseOrderStatus>;
  /** Is not this value. Records without a value are included. */
  readonly ne?: InputMaybe<PurchaseOrderStatus>;
  /** Is one of these values. An empty list matches nothing, and asks no source. */
  readonly in?: InputMaybe<ReadonlyArray<PurchaseOrderStatus>>;
  /** True: has no value. False: has one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One term of an order of `RecordMeta`: give exactly one field. Nulls come last in both directions. */
export type RecordMetaOrder =
  /** When the record was created, as the source tells it. */
  { readonly sourceCreatedAt: OrderDirection; readonly sourceModifiedAt?: never; }
  |  /** When the record was last changed, as the source tells it. See `sourceModifiedPrecision` for how exact that is. */
  { readonly sourceCreatedAt?: never; readonly sourceModifiedAt: OrderDirection; };

/** One term of an order of `Money`: give exactly one field. Nulls come last in both directions. */
export type MoneyOrder =
  /** The exact amount, with the scale that the source sent. Filters and orders compare it as a number, whatever the currency: add a condition on `currency`. */
  { readonly amount: OrderDirection; readonly currency?: never; }
  |  /** The currency of the amount. */
  { readonly amount?: never; readonly currency: OrderDirection; };

/** One term of an order of `DualMoney`: give exactly one field. Nulls come last in both directions. */
export type DualMoneyOrder =
  /** The amount in the currency of the document. */
  { readonly document: MoneyOrder; readonly base?: never; }
  |  /** The amount in the functional currency of the legal entity, as the source booked it; never converted by the gateway. */
  { readonly document?: never; readonly base: MoneyOrder; };

/** One term of an order of `Quantity`: give exactly one field. Nulls come last in both directions. */
export type QuantityOrder =
  /** The exact number of units. Filters and orders compare it as a number, whatever the unit. */
  { readonly value: OrderDirection; };

/** One term of an order of `DocumentTotals`: give exactly one field. Nulls come last in both directions. */
export type DocumentTotalsOrder =
  /** The total before tax. */
  { readonly taxExclusive: MoneyOrder; readonly taxInclusive?: never; }
  |  /** The total with tax. */
  { readonly taxExclusive?: never; readonly taxInclusive: MoneyOrder; };

/** One term of an order of `Customer`: give exactly one field. Nulls come last in both directions. */
export type CustomerOrder =
  /** The number that people know the customer by. */
  { readonly number: OrderDirection; readonly name?: never; readonly industry?: never; readonly employeeCount?: never; readonly annualRevenue?: never; readonly owner?: never; readonly meta?: never; }
  |  /** The name. */
  { readonly number?: never; readonly name: OrderDirection; readonly industry?: never; readonly employeeCount?: never; readonly annualRevenue?: never; readonly owner?: never; readonly meta?: never; }
  |  /** The industry, as the source writes it. */
  { readonly number?: never; readonly name?: never; readonly industry: OrderDirection; readonly employeeCount?: never; readonly annualRevenue?: never; readonly owner?: never; readonly meta?: never; }
  |  /** How many people work there. */
  { readonly number?: never; readonly name?: never; readonly industry?: never; readonly employeeCount: OrderDirection; readonly annualRevenue?: never; readonly owner?: never; readonly meta?: never; }
  |  /** What it earns in a year. */
  { readonly number?: never; readonly name?: never; readonly industry?: never; readonly employeeCount?: never; readonly annualRevenue: MoneyOrder; readonly owner?: never; readonly meta?: never; }
  |  /** The person in charge of it, as the source names them. */
  { readonly number?: never; readonly name?: never; readonly industry?: never; readonly employeeCount?: never; readonly annualRevenue?: never; readonly owner: OrderDirection; readonly meta?: never; }
  |  /** Where the record came from, and how fresh it is. */
  { readonly number?: never; readonly name?: never; readonly industry?: never; readonly employeeCount?: never; readonly annualRevenue?: never; readonly owner?: never; readonly meta: RecordMetaOrder; };

/** One term of an order of `Contact`: give exactly one field. Nulls come last in both directions. */
export type ContactOrder =
  /** First name. */
  { readonly firstName: OrderDirection; readonly lastName?: never; readonly fullName?: never; readonly lastActivityAt?: never; readonly meta?: never; }
  |  /** Last name. */
  { readonly firstName?: never; readonly lastName: OrderDirection; readonly fullName?: never; readonly lastActivityAt?: never; readonly meta?: never; }
  |  /** The whole name. */
  { readonly firstName?: never; readonly lastName?: never; readonly fullName: OrderDirection; readonly lastActivityAt?: never; readonly meta?: never; }
  |  /** When something was last done with the person. */
  { readonly firstName?: never; readonly lastName?: never; readonly fullName?: never; readonly lastActivityAt: OrderDirection; readonly meta?: never; }
  |  /** Where the record came from, and how fresh it is. */
  { readonly firstName?: never; readonly lastName?: never; readonly fullName?: never; readonly lastActivityAt?: never; readonly meta: RecordMetaOrder; };

/** One term of an order of `Opportunity`: give exactly one field. Nulls come last in both directions. */
export type OpportunityOrder =
  /** The name of the deal. */
  { readonly name: OrderDirection; readonly owner?: never; readonly stage?: never; readonly amount?: never; readonly probability?: never; readonly weighted?: never; readonly expectedCloseDate?: never; readonly closedAt?: never; readonly lastActivityAt?: never; readonly meta?: never; }
  |  /** The person in charge of it, as the source names them. */
  { readonly name?: never; readonly owner: OrderDirection; readonly stage?: never; readonly amount?: never; readonly probability?: never; readonly weighted?: never; readonly expectedCloseDate?: never; readonly closedAt?: never; readonly lastActivityAt?: never; readonly meta?: never; }
  |  /** The step it has reached in the sales process. */
  { readonly name?: never; readonly owner?: never; readonly stage: StageOrder; readonly amount?: never; readonly probability?: never; readonly weighted?: never; readonly expectedCloseDate?: never; readonly closedAt?: never; readonly lastActivityAt?: never; readonly meta?: never; }
  |  /** What it is worth. */
  { readonly name?: never; readonly owner?: never; readonly stage?: never; readonly amount: DualMoneyOrder; readonly probability?: never; readonly weighted?: never; readonly expectedCloseDate?: never; readonly closedAt?: never; readonly lastActivityAt?: never; readonly meta?: never; }
  |  /** How likely it is to be won. */
  { readonly name?: never; readonly owner?: never; readonly stage?: never; readonly amount?: never; readonly probability: OrderDirection; readonly weighted?: never; readonly expectedCloseDate?: never; readonly closedAt?: never; readonly lastActivityAt?: never; readonly meta?: never; }
  |  /** The amount times the probability, as the source tells it. */
  { readonly name?: never; readonly owner?: never; readonly stage?: never; readonly amount?: never; readonly probability?: never; readonly weighted: MoneyOrder; readonly expectedCloseDate?: never; readonly closedAt?: never; readonly lastActivityAt?: never; readonly meta?: never; }
  |  /** The day on which it should be decided. */
  { readonly name?: never; readonly owner?: never; readonly stage?: never; readonly amount?: never; readonly probability?: never; readonly weighted?: never; readonly expectedCloseDate: OrderDirection; readonly closedAt?: never; readonly lastActivityAt?: never; readonly meta?: never; }
  |  /** When it was decided. */
  { readonly name?: never; readonly owner?: never; readonly stage?: never; readonly amount?: never; readonly probability?: never; readonly weighted?: never; readonly expectedCloseDate?: never; readonly closedAt: OrderDirection; readonly lastActivityAt?: never; readonly meta?: never; }
  |  /** When something was last done for it. */
  { readonly name?: never; readonly owner?: never; readonly stage?: never; readonly amount?: never; readonly probability?: never; readonly weighted?: never; readonly expectedCloseDate?: never; readonly closedAt?: never; readonly lastActivityAt: OrderDirection; readonly meta?: never; }
  |  /** Where the record came from, and how fresh it is. */
  { readonly name?: never; readonly owner?: never; readonly stage?: never; readonly amount?: never; readonly probability?: never; readonly weighted?: never; readonly expectedCloseDate?: never; readonly closedAt?: never; readonly lastActivityAt?: never; readonly meta: RecordMetaOrder; };

/** One term of an order of `Stage`: give exactly one field. Nulls come last in both directions. */
export type StageOrder =
  /** The name of the step. */
  { readonly name: OrderDirection; readonly order?: never; }
  |  /** The place of the step in the process: lower comes first. */
  { readonly name?: never; readonly order: OrderDirection; };

/** One term of an order of `LegalEntity`: give exactly one field. Nulls come last in both directions. */
export type LegalEntityOrder =
  /** The code of the company; where the source has no code, its key. */
  { readonly code: OrderDirection; readonly name?: never; readonly meta?: never; }
  |  /** The name of the company. */
  { readonly code?: never; readonly name: OrderDirection; readonly meta?: never; }
  |  /** Where the record came from, and how fresh it is. */
  { readonly code?: never; readonly name?: never; readonly meta: RecordMetaOrder; };

/** One term of an order of `Invoice`: give exactly one field. Nulls come last in both directions. */
export type InvoiceOrder =
  /** The number printed on the document. */
  { readonly number: OrderDirection; readonly issueDate?: never; readonly postingDate?: never; readonly dueDate?: never; readonly paidDate?: never; readonly totals?: never; readonly open?: never; readonly openSigned?: never; readonly meta?: never; }
  |  /** The date on the document. Drafts may have none. */
  { readonly number?: never; readonly issueDate: OrderDirection; readonly postingDate?: never; readonly dueDate?: never; readonly paidDate?: never; readonly totals?: never; readonly open?: never; readonly openSigned?: never; readonly meta?: never; }
  |  /** The date it counts in the books. */
  { readonly number?: never; readonly issueDate?: never; readonly postingDate: OrderDirection; readonly dueDate?: never; readonly paidDate?: never; readonly totals?: never; readonly open?: never; readonly openSigned?: never; readonly meta?: never; }
  |  /** The date by which it is to be paid. */
  { readonly number?: never; readonly issueDate?: never; readonly postingDate?: never; readonly dueDate: OrderDirection; readonly paidDate?: never; readonly totals?: never; readonly open?: never; readonly openSigned?: never; readonly meta?: never; }
  |  /** The date it was paid in full. */
  { readonly number?: never; readonly issueDate?: never; readonly postingDate?: never; readonly dueDate?: never; readonly paidDate: OrderDirection; readonly totals?: never; readonly open?: never; readonly openSigned?: never; readonly meta?: never; }
  |  /** Its sums, in the currency of the document. */
  { readonly number?: never; readonly issueDate?: never; readonly postingDate?: never; readonly dueDate?: never; readonly paidDate?: never; readonly totals: DocumentTotalsOrder; readonly open?: never; readonly openSigned?: never; readonly meta?: never; }
  |  /** What is not settled yet: never negative. */
  { readonly number?: never; readonly issueDate?: never; readonly postingDate?: never; readonly dueDate?: never; readonly paidDate?: never; readonly totals?: never; readonly open: DualMoneyOrder; readonly openSigned?: never; readonly meta?: never; }
  |  /** What is not settled yet, with a sign: positive adds to what is owed, credit notes are negative. */
  { readonly number?: never; readonly issueDate?: never; readonly postingDate?: never; readonly dueDate?: never; readonly paidDate?: never; readonly totals?: never; readonly open?: never; readonly openSigned: MoneyOrder; readonly meta?: never; }
  |  /** Where the record came from, and how fresh it is. */
  { readonly number?: never; readonly issueDate?: never; readonly postingDate?: never; readonly dueDate?: never; readonly paidDate?: never; readonly totals?: never; readonly open?: never; readonly openSigned?: never; readonly meta: RecordMetaOrder; };

/** One term of an order of `CreditStatus`: give exactly one field. Nulls come last in both directions. */
export type CreditStatusOrder =
  /** How much may be owed at most. Null does not mean unlimited: see `unlimited`. */
  { readonly limit: MoneyOrder; readonly exposure?: never; readonly available?: never; readonly utilization?: never; readonly overdue?: never; readonly maxDaysPastDue?: never; readonly meta?: never; }
  |  /** What counts against the limit. */
  { readonly limit?: never; readonly exposure: CreditExposureOrder; readonly available?: never; readonly utilization?: never; readonly overdue?: never; readonly maxDaysPastDue?: never; readonly meta?: never; }
  |  /** What is left of the limit. */
  { readonly limit?: never; readonly exposure?: never; readonly available: MoneyOrder; readonly utilization?: never; readonly overdue?: never; readonly maxDaysPastDue?: never; readonly meta?: never; }
  |  /** How much of the limit is used. */
  { readonly limit?: never; readonly exposure?: never; readonly available?: never; readonly utilization: OrderDirection; readonly overdue?: never; readonly maxDaysPastDue?: never; readonly meta?: never; }
  |  /** What is past its due date. */
  { readonly limit?: never; readonly exposure?: never; readonly available?: never; readonly utilization?: never; readonly overdue: MoneyOrder; readonly maxDaysPastDue?: never; readonly meta?: never; }
  |  /** The days by which the oldest open document is past due. */
  { readonly limit?: never; readonly exposure?: never; readonly available?: never; readonly utilization?: never; readonly overdue?: never; readonly maxDaysPastDue: OrderDirection; readonly meta?: never; }
  |  /** Where the record came from, and how fresh it is. */
  { readonly limit?: never; readonly exposure?: never; readonly available?: never; readonly utilization?: never; readonly overdue?: never; readonly maxDaysPastDue?: never; readonly meta: RecordMetaOrder; };

/** One term of an order of `CreditExposure`: give exactly one field. Nulls come last in both directions. */
export type CreditExposureOrder =
  /** The sum, as the source or the gateway makes it. */
  { readonly total: MoneyOrder; };

/** One term of an order of `Payment`: give exactly one field. Nulls come last in both directions. */
export type PaymentOrder =
  /** The number of the payment. */
  { readonly number: OrderDirection; readonly date?: never; readonly amount?: never; readonly unapplied?: never; readonly meta?: never; }
  |  /** The day of the payment. */
  { readonly number?: never; readonly date: OrderDirection; readonly amount?: never; readonly unapplied?: never; readonly meta?: never; }
  |  /** How much was paid. */
  { readonly number?: never; readonly date?: never; readonly amount: DualMoneyOrder; readonly unapplied?: never; readonly meta?: never; }
  |  /** What is not yet matched with documents. */
  { readonly number?: never; readonly date?: never; readonly amount?: never; readonly unapplied: MoneyOrder; readonly meta?: never; }
  |  /** Where the record came from, and how fresh it is. */
  { readonly number?: never; readonly date?: never; readonly amount?: never; readonly unapplied?: never; readonly meta: RecordMetaOrder; };

/** One term of an order of `GLAccount`: give exactly one field. Nulls come last in both directions. */
export type GLAccountOrder =
  /** The number of the account. */
  { readonly number: OrderDirection; readonly name?: never; readonly balance?: never; readonly meta?: never; }
  |  /** The name of the account. */
  { readonly number?: never; readonly name: OrderDirection; readonly balance?: never; readonly meta?: never; }
  |  /** Its balance, as the source tells it: debit is positive. */
  { readonly number?: never; readonly name?: never; readonly balance: MoneyOrder; readonly meta?: never; }
  |  /** Where the record came from, and how fresh it is. */
  { readonly number?: never; readonly name?: never; readonly balance?: never; readonly meta: RecordMetaOrder; };

/** One term of an order of `JournalEntry`: give exactly one field. Nulls come last in both directions. */
export type JournalEntryOrder =
  /** The number of the entry. */
  { readonly number: OrderDirection; readonly documentDate?: never; readonly postingDate?: never; readonly period?: never; readonly meta?: never; }
  |  /** The date on the document behind it. */
  { readonly number?: never; readonly documentDate: OrderDirection; readonly postingDate?: never; readonly period?: never; readonly meta?: never; }
  |  /** The date it counts in the books. */
  { readonly number?: never; readonly documentDate?: never; readonly postingDate: OrderDirection; readonly period?: never; readonly meta?: never; }
  |  /** The fiscal period, as YYYY-PPP. */
  { readonly number?: never; readonly documentDate?: never; readonly postingDate?: never; readonly period: OrderDirection; readonly meta?: never; }
  |  /** Where the record came from, and how fresh it is. */
  { readonly number?: never; readonly documentDate?: never; readonly postingDate?: never; readonly period?: never; readonly meta: RecordMetaOrder; };

/** One term of an order of `JournalLine`: give exactly one field. Nulls come last in both directions. */
export type JournalLineOrder =
  /** The number of the line. */
  { readonly lineNo: OrderDirection; readonly postingDate?: never; readonly amount?: never; readonly meta?: never; }
  |  /** The date it counts in the books. */
  { readonly lineNo?: never; readonly postingDate: OrderDirection; readonly amount?: never; readonly meta?: never; }
  |  /** How much is posted: never negative. */
  { readonly lineNo?: never; readonly postingDate?: never; readonly amount: DualMoneyOrder; readonly meta?: never; }
  |  /** Where the record came from, and how fresh it is. */
  { readonly lineNo?: never; readonly postingDate?: never; readonly amount?: never; readonly meta: RecordMetaOrder; };

/** One term of an order of `Item`: give exactly one field. Nulls come last in both directions. */
export type ItemOrder =
  /** The article number. */
  { readonly sku: OrderDirection; readonly name?: never; readonly category?: never; readonly listPrice?: never; readonly cost?: never; readonly meta?: never; }
  |  /** The name. */
  { readonly sku?: never; readonly name: OrderDirection; readonly category?: never; readonly listPrice?: never; readonly cost?: never; readonly meta?: never; }
  |  /** The category, as the source writes it. */
  { readonly sku?: never; readonly name?: never; readonly category: OrderDirection; readonly listPrice?: never; readonly cost?: never; readonly meta?: never; }
  |  /** The price before any agreement with a customer. */
  { readonly sku?: never; readonly name?: never; readonly category?: never; readonly listPrice: MoneyOrder; readonly cost?: never; readonly meta?: never; }
  |  /** What one base unit costs the company. Often not readable for the gateway's user. */
  { readonly sku?: never; readonly name?: never; readonly category?: never; readonly listPrice?: never; readonly cost: MoneyOrder; readonly meta?: never; }
  |  /** Where the record came from, and how fresh it is. */
  { readonly sku?: never; readonly name?: never; readonly category?: never; readonly listPrice?: never; readonly cost?: never; readonly meta: RecordMetaOrder; };

/** One term of an order of `Warehouse`: give exactly one field. Nulls come last in both directions. */
export type WarehouseOrder =
  /** The code of the place; where the source has no code, its key. */
  { readonly code: OrderDirection; readonly name?: never; readonly meta?: never; }
  |  /** The name of the place. */
  { readonly code?: never; readonly name: OrderDirection; readonly meta?: never; }
  |  /** Where the record came from, and how fresh it is. */
  { readonly code?: never; readonly name?: never; readonly meta: RecordMetaOrder; };

/** One term of an order of `StockLevel`: give exactly one field. Nulls come last in both directions. */
export type StockLevelOrder =
  /** How much is there. May be negative, where the source allows it. */
  { readonly onHand: QuantityOrder; readonly reserved?: never; readonly available?: never; readonly incoming?: never; readonly backordered?: never; readonly meta?: never; }
  |  /** How much of it is promised. */
  { readonly onHand?: never; readonly reserved: QuantityOrder; readonly available?: never; readonly incoming?: never; readonly backordered?: never; readonly meta?: never; }
  |  /** How much may still be promised. */
  { readonly onHand?: never; readonly reserved?: never; readonly available: QuantityOrder; readonly incoming?: never; readonly backordered?: never; readonly meta?: never; }
  |  /** How much is ordered and has not come. */
  { readonly onHand?: never; readonly reserved?: never; readonly available?: never; readonly incoming: QuantityOrder; readonly backordered?: never; readonly meta?: never; }
  |  /** How much is promised and not there. */
  { readonly onHand?: never; readonly reserved?: never; readonly available?: never; readonly incoming?: never; readonly backordered: QuantityOrder; readonly meta?: never; }
  |  /** Where the record came from, and how fresh it is. */
  { readonly onHand?: never; readonly reserved?: never; readonly available?: never; readonly incoming?: never; readonly backordered?: never; readonly meta: RecordMetaOrder; };

/** One term of an order of `SalesOrder`: give exactly one field. Nulls come last in both directions. */
export type SalesOrderOrder =
  /** The number of the order. */
  { readonly number: OrderDirection; readonly orderDate?: never; readonly requestedDate?: never; readonly totals?: never; readonly meta?: never; }
  |  /** The date of the order. */
  { readonly number?: never; readonly orderDate: OrderDirection; readonly requestedDate?: never; readonly totals?: never; readonly meta?: never; }
  |  /** The date the customer wants it. */
  { readonly number?: never; readonly orderDate?: never; readonly requestedDate: OrderDirection; readonly totals?: never; readonly meta?: never; }
  |  /** Its sums, in the currency of the order. */
  { readonly number?: never; readonly orderDate?: never; readonly requestedDate?: never; readonly totals: DocumentTotalsOrder; readonly meta?: never; }
  |  /** Where the record came from, and how fresh it is. */
  { readonly number?: never; readonly orderDate?: never; readonly requestedDate?: never; readonly totals?: never; readonly meta: RecordMetaOrder; };

/** One term of an order of `PurchaseOrder`: give exactly one field. Nulls come last in both directions. */
export type PurchaseOrderOrder =
  /** The number of the order. */
  { readonly number: OrderDirection; readonly orderDate?: never; readonly expectedDate?: never; readonly totals?: never; readonly meta?: never; }
  |  /** The date of the order. */
  { readonly number?: never; readonly orderDate: OrderDirection; readonly expectedDate?: never; readonly totals?: never; readonly meta?: never; }
  |  /** The date the goods should come. */
  { readonly number?: never; readonly orderDate?: never; readonly expectedDate: OrderDirection; readonly totals?: never; readonly meta?: never; }
  |  /** Its sums, in the currency of the order. */
  { readonly number?: never; readonly orderDate?: never; readonly expectedDate?: never; readonly totals: DocumentTotalsOrder; readonly meta?: never; }
  |  /** Where the record came from, and how fresh it is. */
  { readonly number?: never; readonly orderDate?: never; readonly expectedDate?: never; readonly totals?: never; readonly meta: RecordMetaOrder; };

/** One term of an order of `Supplier`: give exactly one field. Nulls come last in both directions. */
export type SupplierOrder =
  /** The number that people know the supplier by. */
  { readonly number: OrderDirection; readonly name?: never; readonly meta?: never; }
  |  /** The name. */
  { readonly number?: never; readonly name: OrderDirection; readonly meta?: never; }
  |  /** Where the record came from, and how fresh it is. */
  { readonly number?: never; readonly name?: never; readonly meta: RecordMetaOrder; };
