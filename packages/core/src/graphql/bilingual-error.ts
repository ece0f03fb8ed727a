import { type ASTNode, GraphQLError } from 'graphql';
import type { ErrorCode } from '../contract/errors.ts';

/** Where in a document: nodes, or what a parser knows without any. */
type Where = Partial<Pick<GraphQLError, 'source' | 'positions'>> & { readonly nodes?: readonly ASTNode[] | ASTNode | undefined };

/** An error about a document, as every other of ours: its code, and each language by itself for who shows one of them. */
export const bilingualError = (code: ErrorCode, zh: string, en: string, { nodes, source, positions }: Where = {}): GraphQLError =>
  new GraphQLError(`${zh} ${en}`, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    extensions: { code, zh, en },
  });
