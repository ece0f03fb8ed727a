import type { GraphQLError } from 'graphql';

/** What graphql-js says of a document that does not fit the schema, and how we say it; `$1` … are the names it found. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/^Cannot query field "(\w+)" on type "(\w+)"/, '类型 $2 没有字段 $1；请对照模式改正。'],
  [/^Unknown argument "(\w+)" on field "([\w.]+)"/, '字段 $2 没有参数 $1；请对照模式改正。'],
  [/^Field "(\w+)" argument "(\w+)" of type "([^"]+)" is required/, '字段 $1 缺少必需的参数 $2（$3）；请补上。'],
  [/^Field "([\w.]+)" of required type "([^"]+)" was not provided/, '缺少必需的输入项 $1（$2）；请补上。'],
  [/^Field "(\w+)" is not defined by type "(\w+)"/, '输入类型 $2 没有 $1；请对照模式改正。'],
  [/^Field "(\w+)" of type "([^"]+)" must have a selection/, '字段 $1（$2）须写出要取的子字段：$1 { … }。'],
  [/^Field "(\w+)" must not have a selection since type "([^"]+)"/, '字段 $1（$2）没有子字段；请去掉花括号。'],
  [/^Fields "(\w+)" conflict/, '同一处的 $1 取的内容不同；请用别名区分。'],
  [/^Value "([^"]+)" does not exist in "(\w+)" enum/, '枚举 $2 没有值 $1；请对照模式改正。'],
  [/^(\w+) cannot represent/, '该值不能作为 $1；请按类型给值。'],
  [/^Expected value of type "([^"]+)", found ([^;.]+)/, '此处需要 $1，实为 $2；请按类型给值。'],
  [/^Variable "(\$\w+)" of type "([^"]+)" used in position expecting type "([^"]+)"/, '变量 $1 是 $2，不能用于需要 $3 之处；请改其类型。'],
  [/^Variable "(\$\w+)" is not defined/, '变量 $1 没有声明；请在操作名后声明。'],
  [/^Variable "(\$\w+)" is never used/, '变量 $1 没有用到；请去掉。'],
  [/^Unknown type "([^"]+)"/, '没有类型 $1；请对照模式改正。'],
  [/^Unknown fragment "(\w+)"/, '没有片段 $1；请写出它，或去掉引用。'],
  [/^Fragment "(\w+)" is never used/, '片段 $1 没有用到；请去掉。'],
  [/^Unknown directive "(@\w+)"/, '没有指令 $1；请去掉。'],
  [/^There can be only one \w+ named "([^"]+)"/, '$1 重名；请只留一个。'],
  [/^Cannot spread fragment "(\w+)" within itself/, '片段 $1 引用了自身；请去掉。'],
  [/^This anonymous operation must be/, '未命名的操作须单独出现；请各取一名，或只留一个。'],
  [/^The (?:"([^"]+)" )?(?:schema )?definition is not executable/, '类型定义 $1 不能执行；请只发送操作与片段。'],
  [/^Syntax Error: Unexpected <EOF>/, '文档到此就结束了；请核对是否写完。'],
  [/^Syntax Error: Expected (.+), found <EOF>/, '文档到此就结束了，还缺 $1；请核对是否写完、括号是否成对。'],
  [/^Syntax Error: Expected (.+), found (.+)\./, '语法错误：此处应为 $1，实为 $2；请改正。'],
  [/^Syntax Error: Unexpected single quote/, '语法错误：文本要用双引号，不用单引号；请改正。'],
  [/^Syntax Error: Unterminated string/, '语法错误：文本缺少结束的双引号；请补上。'],
  [/^Syntax Error: Invalid character within String: (.+)\./, '语法错误：文本中不能直接写 $1；请用转义。'],
  [/^Syntax Error: (?:Unexpected|Invalid) character: (.+)\./, '语法错误：此处不能有字符 $1；请核对是否用了全角标点。'],
  [/^Syntax Error: Invalid number/, '语法错误：数值的写法不对；请写成如 5 或 0.5。'],
  [/^Syntax Error: Invalid \w+ escape sequence: (.+)\./, '语法错误：不识别转义 $1；请改正。'],
  [/^Syntax Error: Unexpected variable "(\$\w+)"/, '语法错误：默认值不能是变量 $1；请写出值。'],
  [/^Syntax Error: Unexpected description/, '语法错误：操作前不能有说明；请去掉。'],
  [/^Syntax Error: Unexpected (.+)\./, '语法错误：此处不应有 $1；请核对括号是否成对。'],
  [/^Syntax Error/, '语法错误；请核对文档。'],
];

/** What it says of a variable's value: where, and then a sentence as of a document, or one that is ours. */
const variable = /^Variable "(\$\w+)" got invalid value [^]*?(?: at "\w+\.?([^"]*)")?; $/;
const wholeVariables: readonly (readonly [RegExp, string])[] = [
  [/^Variable "(\$\w+)" of required type "([^"]+)" was not provided/, '缺少变量 $1（$2）；请给出。'],
  [/^Variable "(\$\w+)" of non-null type "([^"]+)" must not be null/, '变量 $1（$2）不能为 null；请给值，或去掉。'],
];
/** What is wrong with a variable's value, in each language. */
export function aboutVariable({ message, originalError }: GraphQLError): { readonly zh: string; readonly en: string } {
  const whole = said(wholeVariables, message);
  if (whole !== undefined) return { zh: whole, en: message };
  const what = originalError?.message ?? '';
  const before = message.slice(0, message.length - what.length);
  const [, name = '', at = ''] = variable.exec(before) ?? [];
  if (what === '' || name === '') return { zh: '变量的值不符合其类型；请对照模式改正。', en: message };
  // A scalar of ours says in both languages what is wrong.
  const { zh, en } = (originalError as Partial<GraphQLError>).extensions ?? {};
  return {
    zh: `变量 ${at === '' ? name : `${name} 的 ${at}`}：${typeof zh === 'string' ? zh : (said(sentences, what) ?? '不符合其类型；请对照模式改正。')}`,
    en: `${before}${typeof en === 'string' ? en : what}`,
  };
}

/** A message of graphql-js in Chinese. Everything it can say has a sentence; the rarest share a general one. */
export const inChinese = (message: string): string => said(sentences, message) ?? '查询不符合模式；请对照模式改正。';

function said(known: typeof sentences, message: string): string | undefined {
  for (const [pattern, sentence] of known) {
    const found = pattern.exec(message);
    if (found === null) continue;
    const meant = meantBy(message);
    // Functions, since a name may hold what `replace` would take for a pattern.
    return sentence
      .replace(/\$(\d)/g, (_all, at: string) => found[Number(at)] ?? '')
      .replace('请对照模式改正。', (advice) => (meant === '' ? advice : `是否指 ${meant}？`));
  }
  return undefined;
}
/** `Did you mean "a" or "b"?` */
function meantBy(message: string): string {
  const [, names = ''] = /Did you mean ([^?]+)\?/.exec(message) ?? [];
  return [...names.matchAll(/"([^"]+)"/g)].map(([, name]) => name).join('、');
}
