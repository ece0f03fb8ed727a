/** Something the person who runs the server can put right: shown as it is, in both languages, without a stack. */
export class OperatorFault extends Error {
  readonly exitCode: 1 | 2;
  constructor(zh: string, en: string, exitCode: 1 | 2 = 1) {
    super(`${zh}\n${en}`);
    this.name = 'OperatorFault';
    this.exitCode = exitCode;
  }
}

export const portBusy = (host: string, port: number): OperatorFault =>
  new OperatorFault(
    `端口 ${port} 已被占用（${host}）。可能已有一个 fengsui 在运行；停掉它，或换一个端口：PORT=${port + 1} pnpm start`,
    `Port ${port} on ${host} is taken. Perhaps another fengsui is running: stop it, or choose another port: PORT=${port + 1} pnpm start`,
  );
export const cannotListen = (host: string, port: number, code: string): OperatorFault =>
  new OperatorFault(
    `不能监听 ${host}:${port}（${code}）。请检查 host 是否为本机地址，小于 1024 的端口需要权限。`,
    `Cannot listen on ${host}:${port} (${code}). Is host an address of this machine? Ports below 1024 need privileges.`,
  );
export const wrongConfig = (faults: readonly string[]): OperatorFault =>
  new OperatorFault(
    `配置有 ${faults.length} 处错误：\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    `The configuration has ${faults.length} fault(s), listed above; mend them in fengsui.config.ts or in the environment (see fengsui --help).`,
    2,
  );
export const noConfigFile = (path: string): OperatorFault =>
  new OperatorFault(
    `找不到配置文件 ${path}。请在项目根目录运行，或用 --config 指明。`,
    `There is no configuration file ${path}. Run in the project's folder, or name the file with --config.`,
    2,
  );
export const badConfigFile = (path: string, why: string): OperatorFault =>
  new OperatorFault(
    `配置文件 ${path} 不能读取：${why}`,
    `The configuration file ${path} cannot be read: ${why}. It is expected to "export default defineConfig({ … })".`,
    2,
  );
export const cannotOpenDatabase = (url: string, why: string): OperatorFault =>
  new OperatorFault(
    `不能打开数据库 ${withoutPassword(url)}：${why}`,
    `Cannot open the database ${withoutPassword(url)}: ${why}. Check the address, that the folder exists and may be written, and that the server runs.`,
  );

export const noSuchDatabase = (url: string): OperatorFault =>
  new OperatorFault(
    `没有数据库 ${url}。请检查 FENGSUI_DATABASE 或配置中的 database；新建用 fengsui migrate up。`,
    `There is no database ${url}. Check FENGSUI_DATABASE or the configuration's database; fengsui migrate up makes a new one.`,
  );
export const notOurDatabase = (url: string, steps: number): OperatorFault =>
  new OperatorFault(
    `数据库 ${withoutPassword(url)} 缺 ${steps} 步结构：它是空的，或属于较早的版本。请检查地址，或先运行 fengsui migrate up。`,
    `The database ${withoutPassword(url)} lacks ${steps} step(s) of the schema: it is empty, or of an earlier version. Check its address, or run fengsui migrate up first.`,
  );

/** A database's address as it may stand in a log. */
export function withoutPassword(url: string): string {
  if (!/^postgres(ql)?:/.test(url) || !URL.canParse(url)) return url;
  const parsed = new URL(url);
  if (parsed.password !== '') parsed.password = '***';
  return parsed.href;
}
