/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** 区划级别。Level of an area. */
export type AreaLevel =
  /** 市。City. */
  | 'CITY'
  /** 县（区）。County. */
  | 'COUNTY'
  /** 网格。Grid. */
  | 'GRID'
  /** 省。Province. */
  | 'PROVINCE'
  /** 乡镇（街道）。Township. */
  | 'TOWNSHIP'
  /** 村（社区）。Village. */
  | 'VILLAGE'
  /** 功能区、园区，不在区划树内。A functional zone or park, beside the tree. */
  | 'ZONE';

/** AreaLevel 的条件。Conditions on a AreaLevel. */
export type AreaLevelFilter = {
  readonly eq?: AreaLevel | null | undefined;
  readonly in?: ReadonlyArray<AreaLevel> | null | undefined;
  readonly isNull?: boolean | null | undefined;
  readonly ne?: AreaLevel | null | undefined;
  readonly notIn?: ReadonlyArray<AreaLevel> | null | undefined;
};

/** 关联的 Area 的条件。Conditions on a related Area. */
export type AreaRelationFilter = {
  readonly and?: ReadonlyArray<AreaWhere> | null | undefined;
  readonly code?: StringFilter | null | undefined;
  readonly createdAt?: DateTimeFilter | null | undefined;
  readonly id?: IdFilter | null | undefined;
  readonly isNull?: boolean | null | undefined;
  readonly level?: AreaLevelFilter | null | undefined;
  readonly name?: StringFilter | null | undefined;
  readonly not?: AreaWhere | null | undefined;
  readonly or?: ReadonlyArray<AreaWhere> | null | undefined;
  readonly parent?: AreaRelationFilter | null | undefined;
  readonly updatedAt?: DateTimeFilter | null | undefined;
  readonly validTo?: DateFilter | null | undefined;
  /** 此区划及其下级；对 zone 为此功能区，或属于此区划的各功能区。This area and all below it; of a zone, this zone or those that the area runs. */
  readonly within?: string | null | undefined;
};

/** Area 的筛选条件，各项同时成立。A filter on Area: all of it must hold. */
export type AreaWhere = {
  readonly and?: ReadonlyArray<AreaWhere> | null | undefined;
  readonly code?: StringFilter | null | undefined;
  readonly createdAt?: DateTimeFilter | null | undefined;
  readonly id?: IdFilter | null | undefined;
  readonly level?: AreaLevelFilter | null | undefined;
  readonly name?: StringFilter | null | undefined;
  readonly not?: AreaWhere | null | undefined;
  readonly or?: ReadonlyArray<AreaWhere> | null | undefined;
  readonly parent?: AreaRelationFilter | null | undefined;
  readonly updatedAt?: DateTimeFilter | null | undefined;
  readonly validTo?: DateFilter | null | undefined;
};

/** 坐标系。Coordinate system. */
export type CoordinateSystem =
  /** 百度坐标。Baidu. */
  | 'BD09'
  /** 国家大地坐标系，与 WGS-84 相差厘米级。Equal to WGS-84 within centimetres. */
  | 'CGCS2000'
  /** 火星坐标（高德、腾讯）。Amap, Tencent. */
  | 'GCJ02'
  /** GPS。GPS. */
  | 'WGS84';

/** Date 的条件。Conditions on a Date. */
export type DateFilter = {
  readonly eq?: string | null | undefined;
  readonly gt?: string | null | undefined;
  readonly gte?: string | null | undefined;
  readonly in?: ReadonlyArray<string> | null | undefined;
  readonly isNull?: boolean | null | undefined;
  readonly lt?: string | null | undefined;
  readonly lte?: string | null | undefined;
  readonly ne?: string | null | undefined;
  readonly notIn?: ReadonlyArray<string> | null | undefined;
};

/** DateTime 的条件。Conditions on a DateTime. */
export type DateTimeFilter = {
  readonly eq?: string | null | undefined;
  readonly gt?: string | null | undefined;
  readonly gte?: string | null | undefined;
  readonly in?: ReadonlyArray<string> | null | undefined;
  readonly isNull?: boolean | null | undefined;
  readonly lt?: string | null | undefined;
  readonly lte?: string | null | undefined;
  readonly ne?: string | null | undefined;
  readonly notIn?: ReadonlyArray<string> | null | undefined;
};

/** Enterprise 的排序，一项一键。An order of Enterprise, one key an item. */
export type EnterpriseOrderBy = {
  readonly createdAt?: OrderDirection | null | undefined;
  readonly creditCode?: OrderDirection | null | undefined;
  readonly employees?: OrderDirection | null | undefined;
  readonly id?: OrderDirection | null | undefined;
  readonly industry?: OrderDirection | null | undefined;
  readonly name?: OrderDirection | null | undefined;
  readonly riskColour?: OrderDirection | null | undefined;
  readonly updatedAt?: OrderDirection | null | undefined;
};

/** 关联的 Enterprise 的条件。Conditions on a related Enterprise. */
export type EnterpriseRelationFilter = {
  readonly and?: ReadonlyArray<EnterpriseWhere> | null | undefined;
  readonly area?: AreaRelationFilter | null | undefined;
  readonly createdAt?: DateTimeFilter | null | undefined;
  readonly creditCode?: StringFilter | null | undefined;
  readonly employees?: IntFilter | null | undefined;
  readonly id?: IdFilter | null | undefined;
  readonly industry?: IndustryFilter | null | undefined;
  readonly isNull?: boolean | null | undefined;
  readonly name?: StringFilter | null | undefined;
  readonly not?: EnterpriseWhere | null | undefined;
  readonly or?: ReadonlyArray<EnterpriseWhere> | null | undefined;
  readonly riskColour?: RiskColourFilter | null | undefined;
  readonly updatedAt?: DateTimeFilter | null | undefined;
  readonly zone?: AreaRelationFilter | null | undefined;
};

/** Enterprise 的筛选条件，各项同时成立。A filter on Enterprise: all of it must hold. */
export type EnterpriseWhere = {
  readonly and?: ReadonlyArray<EnterpriseWhere> | null | undefined;
  readonly area?: AreaRelationFilter | null | undefined;
  readonly createdAt?: DateTimeFilter | null | undefined;
  readonly creditCode?: StringFilter | null | undefined;
  readonly employees?: IntFilter | null | undefined;
  readonly id?: IdFilter | null | undefined;
  readonly industry?: IndustryFilter | null | undefined;
  readonly location?: PlaceFilter | null | undefined;
  readonly name?: StringFilter | null | undefined;
  readonly not?: EnterpriseWhere | null | undefined;
  readonly or?: ReadonlyArray<EnterpriseWhere> | null | undefined;
  readonly riskColour?: RiskColourFilter | null | undefined;
  readonly updatedAt?: DateTimeFilter | null | undefined;
  readonly zone?: AreaRelationFilter | null | undefined;
};

/** 事件类型。Kinds of events. */
export type EventKind =
  /** 区划已批量导入。Areas were imported. */
  | 'AREA_IMPORTED'
  /** 区划代码已变更。The code of an area changed. */
  | 'AREA_RECODED'
  /** 附件已登记。A file was recorded. */
  | 'ATTACHMENT_RECORDED'
  /** 附件已删除。A file was removed. */
  | 'ATTACHMENT_REMOVED'
  /** 企业已批量导入。Enterprises were imported. */
  | 'ENTERPRISE_IMPORTED'
  /** 企业已登记。An enterprise was registered. */
  | 'ENTERPRISE_REGISTERED'
  /** 化学品已登记。A chemical was registered. */
  | 'HAZCHEM_CHEMICAL_REGISTERED'
  /** 设计最大量已申报。Design maxima were declared. */
  | 'HAZCHEM_INVENTORY_DECLARED'
  /** 单元的重大危险源辨识或等级发生变化。A unit became or ceased to be a major hazard, or its level changed. */
  | 'HAZCHEM_MAJOR_HAZARD_CHANGED'
  /** 厂区周边人口已与人口点核对。The population round a site was compared with population points. */
  | 'HAZCHEM_POPULATION_CHECKED'
  /** 厂区边界外 500 m 人口已更新。The population within 500 m of a site was renewed. */
  | 'HAZCHEM_POPULATION_RENEWED'
  /** 厂区已登记。A site was registered. */
  | 'HAZCHEM_SITE_REGISTERED'
  /** 当前存量已更新。Current stock was recorded. */
  | 'HAZCHEM_STOCK_RECORDED'
  /** 单元已登记。A unit was registered. */
  | 'HAZCHEM_UNIT_REGISTERED'
  /** 隐患已交办。A hidden danger was assigned. */
  | 'HIDDEN_DANGER_ASSIGNED'
  /** 复查合格，隐患闭环。A hidden danger was closed. */
  | 'HIDDEN_DANGER_CLOSED'
  /** 延期已批复。A request for more time was decided. */
  | 'HIDDEN_DANGER_EXTENSION_DECIDED'
  /** 申请延期。More time was asked for. */
  | 'HIDDEN_DANGER_EXTENSION_REQUESTED'
  /** 隐患已整改，待复查。A hidden danger was rectified. */
  | 'HIDDEN_DANGER_RECTIFIED'
  /** 隐患重新打开。A hidden danger was reopened. */
  | 'HIDDEN_DANGER_REOPENED'
  /** 隐患已登记。A hidden danger was reported. */
  | 'HIDDEN_DANGER_REPORTED'
  /** 复查不合格，退回整改。A review sent a hidden danger back. */
  | 'HIDDEN_DANGER_RETURNED'
  /** 逾期未闭环，挂牌督办。An overdue hidden danger was listed for supervision. */
  | 'HIDDEN_DANGER_SUPERVISED'
  /** 户已登记。A household was registered. */
  | 'HOUSEHOLD_REGISTERED'
  /** 机构已登记。An organization was registered. */
  | 'ORGANIZATION_REGISTERED'
  /** 个人信息已应要求删除；载荷只有字段名。Personal data was erased on request; the payload names the fields and nothing else. */
  | 'PERSONAL_ERASED'
  /** 人员已登记。A person was registered. */
  | 'PERSON_REGISTERED'
  /** 人口点已批量导入。Population points were imported. */
  | 'POPULATION_IMPORTED'
  /** 责任已明确。A responsibility was assigned. */
  | 'RESPONSIBILITY_ASSIGNED';

/** 隐患等级。Level of a hidden danger. */
export type HiddenDangerLevel =
  /** 一般隐患。General. */
  | 'GENERAL'
  /** 重大隐患。Major. */
  | 'MAJOR';

/** HiddenDangerLevel 的条件。Conditions on a HiddenDangerLevel. */
export type HiddenDangerLevelFilter = {
  readonly eq?: HiddenDangerLevel | null | undefined;
  readonly in?: ReadonlyArray<HiddenDangerLevel> | null | undefined;
  readonly isNull?: boolean | null | undefined;
  readonly ne?: HiddenDangerLevel | null | undefined;
  readonly notIn?: ReadonlyArray<HiddenDangerLevel> | null | undefined;
};

/** HiddenDanger 的排序，一项一键。An order of HiddenDanger, one key an item. */
export type HiddenDangerOrderBy = {
  readonly closedAt?: OrderDirection | null | undefined;
  readonly createdAt?: OrderDirection | null | undefined;
  readonly dueAt?: OrderDirection | null | undefined;
  readonly foundAt?: OrderDirection | null | undefined;
  readonly id?: OrderDirection | null | undefined;
  readonly industry?: OrderDirection | null | undefined;
  readonly level?: OrderDirection | null | undefined;
  readonly status?: OrderDirection | null | undefined;
  readonly supervisedAt?: OrderDirection | null | undefined;
  readonly updatedAt?: OrderDirection | null | undefined;
};

/** 隐患状态。State of a hidden danger. */
export type HiddenDangerStatus =
  /** 已交办，整改中。Assigned, being rectified. */
  | 'ASSIGNED'
  /** 复查合格，已闭环。Reviewed and closed. */
  | 'CLOSED'
  /** 已登记，待交办。Found, not yet assigned. */
  | 'FOUND'
  /** 已整改，待复查。Rectified, to be reviewed. */
  | 'RECTIFIED';

/** HiddenDangerStatus 的条件。Conditions on a HiddenDangerStatus. */
export type HiddenDangerStatusFilter = {
  readonly eq?: HiddenDangerStatus | null | undefined;
  readonly in?: ReadonlyArray<HiddenDangerStatus> | null | undefined;
  readonly isNull?: boolean | null | undefined;
  readonly ne?: HiddenDangerStatus | null | undefined;
  readonly notIn?: ReadonlyArray<HiddenDangerStatus> | null | undefined;
};

/** HiddenDanger 的筛选条件，各项同时成立。A filter on HiddenDanger: all of it must hold. */
export type HiddenDangerWhere = {
  readonly and?: ReadonlyArray<HiddenDangerWhere> | null | undefined;
  readonly area?: AreaRelationFilter | null | undefined;
  readonly closedAt?: DateTimeFilter | null | undefined;
  readonly createdAt?: DateTimeFilter | null | undefined;
  readonly dueAt?: DateTimeFilter | null | undefined;
  readonly enterprise?: EnterpriseRelationFilter | null | undefined;
  readonly foundAt?: DateTimeFilter | null | undefined;
  readonly id?: IdFilter | null | undefined;
  readonly industry?: IndustryFilter | null | undefined;
  readonly level?: HiddenDangerLevelFilter | null | undefined;
  readonly not?: HiddenDangerWhere | null | undefined;
  readonly or?: ReadonlyArray<HiddenDangerWhere> | null | undefined;
  readonly responsible?: PersonRelationFilter | null | undefined;
  readonly status?: HiddenDangerStatusFilter | null | undefined;
  readonly supervisedAt?: DateTimeFilter | null | undefined;
  readonly updatedAt?: DateTimeFilter | null | undefined;
  readonly zone?: AreaRelationFilter | null | undefined;
};

/** ID 的条件。Conditions on a ID. */
export type IdFilter = {
  readonly eq?: string | number | null | undefined;
  readonly in?: ReadonlyArray<string | number> | null | undefined;
  readonly isNull?: boolean | null | undefined;
  readonly ne?: string | number | null | undefined;
  readonly notIn?: ReadonlyArray<string | number> | null | undefined;
};

/** 行业监管类别。Category of supervision. */
export type Industry =
  /** 建材。Building materials. */
  | 'BUILDING_MATERIALS'
  /** 危险化学品。Hazardous chemicals. */
  | 'HAZARDOUS_CHEMICALS'
  /** 轻工。Light industry. */
  | 'LIGHT_INDUSTRY'
  /** 机械。Machinery. */
  | 'MACHINERY'
  /** 冶金。Metallurgy. */
  | 'METALLURGY'
  /** 其他。Other. */
  | 'OTHER'
  /** 纺织。Textile. */
  | 'TEXTILE'
  /** 商贸。Trade. */
  | 'TRADE'
  /** 仓储。Warehousing. */
  | 'WAREHOUSING';

/** Industry 的条件。Conditions on a Industry. */
export type IndustryFilter = {
  readonly eq?: Industry | null | undefined;
  readonly in?: ReadonlyArray<Industry> | null | undefined;
  readonly isNull?: boolean | null | undefined;
  readonly ne?: Industry | null | undefined;
  readonly notIn?: ReadonlyArray<Industry> | null | undefined;
};

/** Int 的条件。Conditions on a Int. */
export type IntFilter = {
  readonly eq?: number | null | undefined;
  readonly gt?: number | null | undefined;
  readonly gte?: number | null | undefined;
  readonly in?: ReadonlyArray<number> | null | undefined;
  readonly isNull?: boolean | null | undefined;
  readonly lt?: number | null | undefined;
  readonly lte?: number | null | undefined;
  readonly ne?: number | null | undefined;
  readonly notIn?: ReadonlyArray<number> | null | undefined;
};

/** 某点周围。Around a point. */
export type NearInput = {
  /** 半径，米，0 < r ≤ 500000。Radius in metres. */
  readonly meters: number;
  /** 中心，GeoJSON Point。The centre, a GeoJSON Point. */
  readonly point: { readonly type: string; readonly coordinates: readonly unknown[] };
};

/** 排序方向；空值升序在后，降序在前。A direction; nulls come last ascending and first descending. */
export type OrderDirection =
  /** 升序。Ascending. */
  | 'ASC'
  /** 降序。Descending. */
  | 'DESC';

/** 机构类别。Kind of organization. */
export type OrganizationKind =
  /** 部门。Bureau. */
  | 'BUREAU'
  /** 应急指挥中心。Command centre. */
  | 'COMMAND_CENTRE'
  /** 委员会、专委会。Committee. */
  | 'COMMITTEE'
  /** 企业安全机构。Safety body of an enterprise. */
  | 'ENTERPRISE_SAFETY'
  /** 党委政府。Party committee or government. */
  | 'GOVERNMENT'
  /** 指挥部。Headquarters. */
  | 'HEADQUARTERS'
  /** 服务机构。Service provider. */
  | 'SERVICE_PROVIDER';

/** OrganizationKind 的条件。Conditions on a OrganizationKind. */
export type OrganizationKindFilter = {
  readonly eq?: OrganizationKind | null | undefined;
  readonly in?: ReadonlyArray<OrganizationKind> | null | undefined;
  readonly isNull?: boolean | null | undefined;
  readonly ne?: OrganizationKind | null | undefined;
  readonly notIn?: ReadonlyArray<OrganizationKind> | null | undefined;
};

/** 关联的 Organization 的条件。Conditions on a related Organization. */
export type OrganizationRelationFilter = {
  readonly and?: ReadonlyArray<OrganizationWhere> | null | undefined;
  readonly area?: AreaRelationFilter | null | undefined;
  readonly createdAt?: DateTimeFilter | null | undefined;
  readonly enterprise?: EnterpriseRelationFilter | null | undefined;
  readonly id?: IdFilter | null | undefined;
  readonly isNull?: boolean | null | undefined;
  readonly kind?: OrganizationKindFilter | null | undefined;
  readonly name?: StringFilter | null | undefined;
  readonly not?: OrganizationWhere | null | undefined;
  readonly or?: ReadonlyArray<OrganizationWhere> | null | undefined;
  readonly parent?: OrganizationRelationFilter | null | undefined;
  readonly updatedAt?: DateTimeFilter | null | undefined;
};

/** Organization 的筛选条件，各项同时成立。A filter on Organization: all of it must hold. */
export type OrganizationWhere = {
  readonly and?: ReadonlyArray<OrganizationWhere> | null | undefined;
  readonly area?: AreaRelationFilter | null | undefined;
  readonly createdAt?: DateTimeFilter | null | undefined;
  readonly enterprise?: EnterpriseRelationFilter | null | undefined;
  readonly id?: IdFilter | null | undefined;
  readonly kind?: OrganizationKindFilter | null | undefined;
  readonly name?: StringFilter | null | undefined;
  readonly not?: OrganizationWhere | null | undefined;
  readonly or?: ReadonlyArray<OrganizationWhere> | null | undefined;
  readonly parent?: OrganizationRelationFilter | null | undefined;
  readonly updatedAt?: DateTimeFilter | null | undefined;
};

/** 关联的 Person 的条件。Conditions on a related Person. */
export type PersonRelationFilter = {
  readonly and?: ReadonlyArray<PersonWhere> | null | undefined;
  readonly area?: AreaRelationFilter | null | undefined;
  readonly createdAt?: DateTimeFilter | null | undefined;
  readonly id?: IdFilter | null | undefined;
  readonly isNull?: boolean | null | undefined;
  readonly not?: PersonWhere | null | undefined;
  readonly or?: ReadonlyArray<PersonWhere> | null | undefined;
  readonly organization?: OrganizationRelationFilter | null | undefined;
  readonly updatedAt?: DateTimeFilter | null | undefined;
};

/** Person 的筛选条件，各项同时成立。A filter on Person: all of it must hold. */
export type PersonWhere = {
  readonly and?: ReadonlyArray<PersonWhere> | null | undefined;
  readonly area?: AreaRelationFilter | null | undefined;
  readonly createdAt?: DateTimeFilter | null | undefined;
  readonly id?: IdFilter | null | undefined;
  readonly not?: PersonWhere | null | undefined;
  readonly or?: ReadonlyArray<PersonWhere> | null | undefined;
  readonly organization?: OrganizationRelationFilter | null | undefined;
  readonly updatedAt?: DateTimeFilter | null | undefined;
};

/** 位置条件。Conditions on a place. */
export type PlaceFilter = {
  /** [西, 南, 东, 北]。[west, south, east, north]. */
  readonly bbox?: ReadonlyArray<number> | null | undefined;
  /** 以上坐标所用的坐标系，缺省 CGCS2000。The system of these coordinates, CGCS2000 unless told. */
  readonly crs?: CoordinateSystem | null | undefined;
  readonly near?: NearInput | null | undefined;
  /** Polygon 或 MultiPolygon，边界算在内。Inside it, the border included. */
  readonly within?: { readonly type: string; readonly coordinates: readonly unknown[] } | null | undefined;
};

/** reportHiddenDanger 的输入。Input of reportHiddenDanger. */
export type ReportHiddenDangerInput = {
  /** 不在企业内时给出区划。The area, where it is in no enterprise. */
  readonly areaId?: string | number | null | undefined;
  /** 读到的版本；已变则拒绝。The version that was read; refused when it has changed. */
  readonly areaVersion?: number | null | undefined;
  readonly description: string;
  /** 所在企业；区划、行业取自企业。The enterprise; area and industry are its own. */
  readonly enterpriseId?: string | number | null | undefined;
  /** 读到的版本；已变则拒绝。The version that was read; refused when it has changed. */
  readonly enterpriseVersion?: number | null | undefined;
  /** 发现时间，默认现在。When it was found; now unless told. */
  readonly foundAt?: string | null | undefined;
  /** 幂等键，保留 7 天：相同键与相同内容得到第一次的结果，内容不同则拒绝。Kept 7 days: the same key with the same body gives the first answer again, with another body it is refused. */
  readonly idempotencyKey?: string | null | undefined;
  readonly level?: HiddenDangerLevel | null | undefined;
  readonly rectificationDays?: number | null | undefined;
};

/** 风险四色。The four colours of risk. */
export type RiskColour =
  /** 蓝（低）。Blue, low. */
  | 'BLUE'
  /** 橙（较大）。Orange, considerable. */
  | 'ORANGE'
  /** 红（重大）。Red, major. */
  | 'RED'
  /** 黄（一般）。Yellow, ordinary. */
  | 'YELLOW';

/** RiskColour 的条件。Conditions on a RiskColour. */
export type RiskColourFilter = {
  readonly eq?: RiskColour | null | undefined;
  readonly in?: ReadonlyArray<RiskColour> | null | undefined;
  readonly isNull?: boolean | null | undefined;
  readonly ne?: RiskColour | null | undefined;
  readonly notIn?: ReadonlyArray<RiskColour> | null | undefined;
};

/** 可查找的类型。Types that can be searched. */
export type SearchType =
  /** Area：name。Area by name. */
  | 'AREA'
  /** Attachment：fileName、caption。Attachment by fileName, caption. */
  | 'ATTACHMENT'
  /** Chemical：name、cas。Chemical by name, cas. */
  | 'CHEMICAL'
  /** Enterprise：name、creditCode。Enterprise by name, creditCode. */
  | 'ENTERPRISE'
  /** HazardUnit：name。HazardUnit by name. */
  | 'HAZARD_UNIT'
  /** Organization：name。Organization by name. */
  | 'ORGANIZATION'
  /** Site：name。Site by name. */
  | 'SITE';

/** String 的条件。Conditions on a String. */
export type StringFilter = {
  readonly contains?: string | null | undefined;
  readonly eq?: string | null | undefined;
  readonly in?: ReadonlyArray<string> | null | undefined;
  readonly isNull?: boolean | null | undefined;
  readonly ne?: string | null | undefined;
  readonly notIn?: ReadonlyArray<string> | null | undefined;
  readonly startsWith?: string | null | undefined;
};

export type AreaByCodeQueryVariables = Exact<{
  code: string;
}>;


export type AreaByCodeQuery = { readonly areaByCode: { readonly id: string, readonly code: string, readonly name: string, readonly level: AreaLevel, readonly parent: { readonly code: string, readonly name: string } | null } | null };

export type EnterprisePageQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  where?: EnterpriseWhere | null | undefined;
  orderBy?: ReadonlyArray<EnterpriseOrderBy> | EnterpriseOrderBy | null | undefined;
}>;


export type EnterprisePageQuery = { readonly enterprises: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly creditCode: string | null, readonly industry: Industry, readonly riskColour: RiskColour | null, readonly employees: number | null, readonly location: { readonly type: string; readonly coordinates: readonly unknown[] } | null, readonly area: { readonly code: string, readonly name: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type EventsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
  types?: ReadonlyArray<EventKind> | EventKind | null | undefined;
  area?: string | null | undefined;
}>;


export type EventsSubscription = { readonly events: { readonly cursor: string, readonly kind: EventKind, readonly at: string, readonly areaCode: string | null, readonly subjectId: string, readonly payload: unknown } };

export type HiddenDangerEventsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
  types?: ReadonlyArray<EventKind> | EventKind | null | undefined;
  area?: string | null | undefined;
}>;


export type HiddenDangerEventsSubscription = { readonly hiddenDangerEvents: { readonly event: { readonly cursor: string, readonly kind: EventKind, readonly at: string, readonly areaCode: string | null, readonly subjectId: string, readonly content:
        | { readonly __typename: 'AreaImportedContent' }
        | { readonly __typename: 'AreaRecodedContent' }
        | { readonly __typename: 'AttachmentRecordedContent' }
        | { readonly __typename: 'AttachmentRemovedContent' }
        | { readonly __typename: 'EnterpriseImportedContent' }
        | { readonly __typename: 'EnterpriseRegisteredContent' }
        | { readonly __typename: 'HazchemChemicalRegisteredContent' }
        | { readonly __typename: 'HazchemInventoryDeclaredContent' }
        | { readonly __typename: 'HazchemMajorHazardChangedContent' }
        | { readonly __typename: 'HazchemPopulationCheckedContent' }
        | { readonly __typename: 'HazchemPopulationRenewedContent' }
        | { readonly __typename: 'HazchemSiteRegisteredContent' }
        | { readonly __typename: 'HazchemStockRecordedContent' }
        | { readonly __typename: 'HazchemUnitRegisteredContent' }
        | { readonly __typename: 'HiddenDangerAssignedContent', readonly personId: string | null }
        | { readonly __typename: 'HiddenDangerClosedContent', readonly inTime: boolean }
        | { readonly __typename: 'HiddenDangerExtensionDecidedContent' }
        | { readonly __typename: 'HiddenDangerExtensionRequestedContent' }
        | { readonly __typename: 'HiddenDangerReopenedContent', readonly reason: string, readonly dueOn: string }
        | { readonly __typename: 'HiddenDangerReportedContent', readonly level: HiddenDangerLevel, readonly dueOn: string }
        | { readonly __typename: 'HiddenDangerSupervisedContent', readonly dueAt: string }
        | { readonly __typename: 'HouseholdRegisteredContent' }
        | { readonly __typename: 'OrganizationRegisteredContent' }
        | { readonly __typename: 'PersonalErasedContent' }
        | { readonly __typename: 'PopulationImportedContent' }
        | { readonly __typename: 'ResponsibilityAssignedContent' }
       | null }, readonly node: { readonly id: string, readonly version: number, readonly status: HiddenDangerStatus, readonly dueAt: string, readonly closedAt: string | null, readonly area: { readonly code: string, readonly name: string } } | null } };

export type HiddenDangerPageQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  where?: HiddenDangerWhere | null | undefined;
  orderBy?: ReadonlyArray<HiddenDangerOrderBy> | HiddenDangerOrderBy | null | undefined;
}>;


export type HiddenDangerPageQuery = { readonly hiddenDangers: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly version: number, readonly description: string, readonly level: HiddenDangerLevel, readonly status: HiddenDangerStatus, readonly foundAt: string, readonly dueAt: string, readonly supervisedAt: string | null, readonly area: { readonly code: string, readonly name: string }, readonly enterprise: { readonly id: string, readonly name: string } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type ReportHiddenDangerMutationVariables = Exact<{
  input: ReportHiddenDangerInput;
}>;


export type ReportHiddenDangerMutation = { readonly reportHiddenDanger: { readonly hiddenDanger: { readonly id: string, readonly version: number, readonly status: HiddenDangerStatus, readonly dueAt: string } | null, readonly userErrors: ReadonlyArray<{ readonly code: string, readonly path: ReadonlyArray<string> | null, readonly message: string, readonly messageEn: string, readonly retryable: boolean }> } };

export type SearchQueryVariables = Exact<{
  text: string;
  types?: ReadonlyArray<SearchType> | SearchType | null | undefined;
  area?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type SearchQuery = { readonly search: { readonly nodes: ReadonlyArray<
      | { readonly __typename: 'Area', readonly id: string }
      | { readonly __typename: 'Attachment', readonly id: string }
      | { readonly __typename: 'AuditEntry', readonly id: string }
      | { readonly __typename: 'Chemical', readonly id: string }
      | { readonly __typename: 'Enterprise', readonly location: { readonly type: string; readonly coordinates: readonly unknown[] } | null, readonly name: string, readonly id: string, readonly area: { readonly code: string, readonly name: string } }
      | { readonly __typename: 'HazardUnit', readonly id: string }
      | { readonly __typename: 'HiddenDanger', readonly id: string }
      | { readonly __typename: 'HiddenDangerExtension', readonly id: string }
      | { readonly __typename: 'Household', readonly id: string }
      | { readonly __typename: 'InventoryLine', readonly id: string }
      | { readonly __typename: 'Organization', readonly id: string }
      | { readonly __typename: 'Person', readonly id: string }
      | { readonly __typename: 'PopulationPoint', readonly location: { readonly type: string; readonly coordinates: readonly unknown[] } | null, readonly id: string, readonly area: { readonly code: string, readonly name: string } }
      | { readonly __typename: 'Responsibility', readonly id: string }
      | { readonly __typename: 'Site', readonly id: string }
    >, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const AreaByCodeDocument = new TypedDocumentString(`
    query AreaByCode($code: String!) {
  areaByCode(code: $code) {
    id
    code
    name
    level
    parent {
      code
      name
    }
  }
}
    `) as unknown as TypedDocumentString<AreaByCodeQuery, AreaByCodeQueryVariables>;
export const EnterprisePageDocument = new TypedDocumentString(`
    query EnterprisePage($first: Int = 50, $after: String, $where: EnterpriseWhere, $orderBy: [EnterpriseOrderBy!]) {
  enterprises(first: $first, after: $after, where: $where, orderBy: $orderBy) {
    nodes {
      id
      name
      creditCode
      industry
      riskColour
      employees
      location
      area {
        code
        name
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<EnterprisePageQuery, EnterprisePageQueryVariables>;
export const EventsDocument = new TypedDocumentString(`
    subscription Events($after: String, $types: [EventKind!], $area: String) {
  events(after: $after, types: $types, area: $area) {
    cursor
    kind
    at
    areaCode
    subjectId
    payload
  }
}
    `) as unknown as TypedDocumentString<EventsSubscription, EventsSubscriptionVariables>;
export const HiddenDangerEventsDocument = new TypedDocumentString(`
    subscription HiddenDangerEvents($after: String, $types: [EventKind!], $area: String) {
  hiddenDangerEvents(after: $after, types: $types, area: $area) {
    event {
      cursor
      kind
      at
      areaCode
      subjectId
      content {
        __typename
        ... on HiddenDangerReportedContent {
          level
          dueOn
        }
        ... on HiddenDangerAssignedContent {
          personId
        }
        ... on HiddenDangerSupervisedContent {
          dueAt
        }
        ... on HiddenDangerClosedContent {
          inTime
        }
        ... on HiddenDangerReopenedContent {
          reason
          dueOn
        }
      }
    }
    node {
      id
      version
      status
      dueAt
      closedAt
      area {
        code
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<HiddenDangerEventsSubscription, HiddenDangerEventsSubscriptionVariables>;
export const HiddenDangerPageDocument = new TypedDocumentString(`
    query HiddenDangerPage($first: Int = 50, $after: String, $where: HiddenDangerWhere, $orderBy: [HiddenDangerOrderBy!]) {
  hiddenDangers(first: $first, after: $after, where: $where, orderBy: $orderBy) {
    nodes {
      id
      version
      description
      level
      status
      foundAt
      dueAt
      supervisedAt
      area {
        code
        name
      }
      enterprise {
        id
        name
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<HiddenDangerPageQuery, HiddenDangerPageQueryVariables>;
export const ReportHiddenDangerDocument = new TypedDocumentString(`
    mutation ReportHiddenDanger($input: ReportHiddenDangerInput!) {
  reportHiddenDanger(input: $input) {
    hiddenDanger {
      id
      version
      status
      dueAt
    }
    userErrors {
      code
      path
      message
      messageEn
      retryable
    }
  }
}
    `) as unknown as TypedDocumentString<ReportHiddenDangerMutation, ReportHiddenDangerMutationVariables>;
export const SearchDocument = new TypedDocumentString(`
    query Search($text: String!, $types: [SearchType!], $area: String, $first: Int = 20, $after: String) {
  search(text: $text, types: $types, area: $area, first: $first, after: $after) {
    nodes {
      __typename
      id
      ... on Located {
        location
        area {
          code
          name
        }
      }
      ... on Enterprise {
        name
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<SearchQuery, SearchQueryVariables>;