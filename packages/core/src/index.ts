/** The door for plugin authors and hosts. */
export { p } from '@mikro-orm/core';
export * from './contract/sql.ts';
export { entity, enumColumn, personal, via, type Entity, type NewRow, type Row, type RowOf, type Visibility } from './contract/entity.ts';
export { interfaceType, type InterfaceType } from './contract/interface.ts';
export { impactOf, objectType, type EntityType, type ObjectType, type ReadContext } from './contract/types.ts';
export { enumType, type EnumType } from './contract/enum.ts';
export {
  answerOf,
  answerType,
  provenanceFields,
  provenanceOf,
  reasonOf,
  RuleSourceType,
  RuleWarningType,
  type AnswerData,
} from './contract/answer.ts';
export { calculator, entityType, extendType, rootField, type RootField, type TypeExtension } from './contract/define.ts';
export { defineCommand, type Command, type CommandStore } from './contract/command.ts';
export { eventType, type EventType } from './contract/event.ts';
export { definePlugin, required, type Migration, type Plugin, type Role } from './contract/plugin.ts';
export { impactExposure, mapLayer } from './contract/extension-points.ts';
export { defineChecklist, type CapabilityChecklist } from './contract/checklist.ts';
export { defineIndicator, type Indicator } from './contract/indicator.ts';
export { defineMetric, type Metric } from './contract/metric.ts';
export { planAction, type PlanAction } from './contract/plan-action.ts';
export { searchable, type SearchIndex } from './contract/search.ts';
export { FengsuiError, type ErrorCode } from './contract/errors.ts';
export type { Access, ApiKey, IssuedKey, Manager, NewKey } from './access/access.ts';
export type { OidcOptions } from './access/oidc.ts';
export type { AuditLog } from './access/audit-log.ts';
export type { Checkpoint } from './access/audit-chain.ts';
export type { AuditReport } from './access/audit-verify.ts';
export { arbitraryDocuments, builtInRoles, type RoleGrant } from './access/roles.ts';
export { rolesOf } from './engine/roles-of.ts';
export type { Model } from './contract/model.ts';
export { anonymous, principal, type Grant, type Principal } from './access/principal.ts';
export { assemble, coreVersion, createEngine, type Answer, type Engine, type EngineOptions, type Request } from './engine/create-engine.ts';
export { PluginFaults } from './engine/faults.ts';
export { MigrationFault, type MigrationFaultCode } from './engine/migration-faults.ts';
export { Area, AreaLevel } from './modules/area/entities/area.ts';
export { Located } from './modules/area/schema/located.ts';
export { AreaType } from './modules/area/schema/area.ts';
export { PopulationPoint } from './modules/area/entities/population-point.ts';
export { Enterprise, Industry, RiskColour } from './modules/enterprise/entities/enterprise.ts';
export { EnterpriseType } from './modules/enterprise/schema/enterprise.ts';
export { importAreas, importersOf, importTable, type BadRow, type ImportProgress, type ImportReport } from './engine/imports.ts';
export { defineImporter, importCounts, type Importer } from './contract/importer.ts';
export type { Random, Seed, SeedContext, SeedRow } from './contract/seed.ts';
export { BackupFault, type BackupFaultCode } from './backups/backup-fault.ts';
export type { BackupProgress } from './backups/files.ts';
export { takeBackup, type BackupOptions, type BackupReport } from './backups/take-backup.ts';
export { restoreBackup, type RestoreOptions, type RestoreReport } from './backups/restore-backup.ts';
export type { WithdrawnAgain } from './backups/withdraw-again.ts';
export { inspectDatabase, type DatabaseHealth } from './engine/inspect.ts';
export { openLedger, type Ledger } from './engine/ledger.ts';
export { digestsInUse } from './engine/attachments.ts';
export type { Performed } from './engine/perform.ts';
export type { Explained } from './engine/explain.ts';
export { contributions, type Contribution } from './engine/contributions.ts';
export { explainField, type ExplainedField } from './engine/explain-field.ts';
export { defineSubscriber, type HappenedEvent, type Job, type Schedule, type Subscriber, type WorkerContext } from './contract/worker.ts';
export type { Subscribed, SubscribeRequest } from './engine/subscribe.ts';
export type { Workers } from './engine/workers.ts';
export type { Bus } from './events/bus.ts';
export { importBoundaries } from './imports/boundaries.ts';
export { PopulationPointType } from './modules/area/schema/population-point.ts';
export { HiddenDanger } from './modules/hidden-danger/entities/hidden-danger.ts';
export { HiddenDangerType } from './modules/hidden-danger/schema/hidden-danger.ts';
export { Organization } from './modules/organization/entities/organization.ts';
export { OrganizationType } from './modules/organization/schema/organization.ts';
export { Person } from './modules/person/entities/person.ts';
export { PersonType } from './modules/person/schema/person.ts';
export { Attachment } from './modules/attachment/entities/attachment.ts';
export { AttachmentType } from './modules/attachment/schema/attachment.ts';
export { PopulationPointsImported } from './modules/area/importers/population-points.ts';
export { EnterprisesImported } from './modules/enterprise/importers/enterprises.ts';
