/** The test kit: a real engine over a temporary SQLite or PostgreSQL, and what every plugin is held to. */
export { conformance, type ConformanceCheck } from './conformance.ts';
export { dialects, postgresVariable, temporaryDatabase, type TemporaryDatabase } from './database.ts';
export { operator, principalOver, testEngine, type Result, type TestEngine } from './engine.ts';
export { IdentityProvider, signingKey, type SigningKey } from './identity-provider.ts';
export { startPostgres, type TestServer } from './postgres.ts';
export { scopeMatrix, type MatrixReport } from './scope-matrix.ts';
