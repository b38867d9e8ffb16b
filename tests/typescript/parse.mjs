// What is wrong with the syntax of TypeScript files, and what they call by its name alone:
// node parse.mjs < files.json > found.json. Files are {path: text}; found is {path: [line, ...]}.
import { readFileSync } from "node:fs";
import ts from "typescript";

const found = {};
for (const [path, text] of Object.entries(JSON.parse(readFileSync(0, "utf-8")))) {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const lines = file.parseDiagnostics.map(({ start, messageText }) => {
    const { line } = file.getLineAndCharacterOfPosition(start);
    return `error in line ${line + 1}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
  });
  const visit = (node) => {
    const called = node.expression;
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && ts.isIdentifier(called)) {
      lines.push(`calls ${called.text}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  found[path] = [...new Set(lines)].sort();
}
process.stdout.write(JSON.stringify(found));
