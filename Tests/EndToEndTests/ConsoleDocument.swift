import Foundation
import TestSupport

/// A Markdown file whose `console` blocks are commands with their output: documentation that is run.
///
///     ```console
///     $ git registry list
///     REGISTRY  TYPE
///     ```
///
/// All blocks of a file run in one shell, in one sandbox, so that folders and variables persist. Lines that end in a
/// backslash continue. Both output streams are shown as a terminal shows them.
struct ConsoleDocument {
  private let lines: [String]
  /// Line ranges of the commands' outputs, with the command.
  private var commands: [(text: String, output: Range<Int>)] = []

  init(_ text: String) {
    lines = text.components(separatedBy: "\n")
    var index = 0
    var isConsole = false
    while index < lines.count {
      let line = lines[index]
      index += 1
      if line.hasPrefix("```") {
        isConsole = line == "```console"
      } else if isConsole, line.hasPrefix("$ ") {
        var text = String(line.dropFirst(2))
        while text.hasSuffix("\\"), index < lines.count {
          text += "\n" + lines[index]
          index += 1
        }
        let start = index
        while index < lines.count, !lines[index].hasPrefix("$ "), !lines[index].hasPrefix("```") { index += 1 }
        commands.append((text, start..<index))
      }
    }
  }

  /// Runs every command and gives the document with the outputs that they had.
  func run(in sandbox: GitSandbox) throws -> String {
    var script = ""
    for (index, command) in commands.enumerated() {
      // `(exit N)` hands the last command's status on to the next, for `echo $?`.
      script += "(exit ${status:-0})\n{ \(command.text)\n} >\(sandbox.path(".output-\(index)")) 2>&1\nstatus=$?\n"
    }
    try sandbox.write(script, to: ".script")
    _ = try sandbox.run("bash", [sandbox.path(".script")])
    var result: [String] = []
    var next = 0
    for (index, command) in commands.enumerated() {
      result += lines[next..<command.output.lowerBound]
      let output = try sandbox.read(".output-\(index)")
      result += clean(output, sandbox).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        .dropLast()
      next = command.output.upperBound
    }
    return (result + lines[next...]).joined(separator: "\n")
  }

  /// The sandbox's folder becomes `~`; git pads what a server says with blanks.
  private func clean(_ output: String, _ sandbox: GitSandbox) -> String {
    let text = output.hasSuffix("\n") || output.isEmpty ? output : output + "\n"
    // git-lfs tells of its progress or not, as the time goes.
    let lines = text.replacingOccurrences(of: sandbox.folder.path, with: "~").components(separatedBy: "\n")
      .filter { !$0.contains("Uploading LFS objects") }
    return lines.map { line in
      String(line.reversed().drop { $0 == " " || $0 == "\u{1b}" }.reversed()).replacingOccurrences(
        of: "\u{1b}[K", with: "")
    }.joined(separator: "\n")
  }
}
