import Foundation
import TestSupport
import Testing

/// What bash, zsh and fish offer behind `git registry`, asked of the shells themselves.
struct CompletionTests {
  private let sandbox: GitSandbox

  init() throws {
    sandbox = try GitSandbox()
    sandbox.environment["TERM"] = "xterm"
    try FileManager.default.copyItem(atPath: SourceTree.url("sample-registry").path, toPath: sandbox.path("sample"))
    try sandbox.git("init", "--quiet", in: "sample")
    try sandbox.git("add", ".", in: "sample")
    try sandbox.git("commit", "--quiet", "--message", "Sample", in: "sample")
    // Keys and values are offered by the catalog that a search leaves.
    #expect(try sandbox.run("git-registry", ["search"], in: "sample").status == 0)
  }

  /// A line as far as it was typed, and what the shell offers to go on with.
  static let lines: [(line: String, offers: [String])] = [
    ("git registry sho", ["show"]),
    ("git registry show Da", ["Datasets", "Datasets/reviews"]),
    (
      "git registry pull Fine_Tuned_Models/sentiment@1",
      ["1.0.0", "1.1.0", "1.2.0"].map { "Fine_Tuned_Models/sentiment@\($0)" }
    ),
    ("git registry resolve Fine_Tuned_Models/sentiment@ch", ["Fine_Tuned_Models/sentiment@champion"]),
    ("git registry alias set Fine_Tuned_Models/sentiment@1.0.0 pr", ["production"]),
    ("git registry member list --registry Mo", ["Models"]),
    ("git registry team add platform gr", ["grace"]),
    ("git registry member add team/", ["team/platform"]),
    ("git registry explain alias-d", ["alias-dangling"]),
    ("git registry create X --visibility re", ["restricted"]),
    ("git -C . registry lineage --down Datasets/reviews@l", ["Datasets/reviews@latest"]),
    ("git registry plot Fine_Tuned_Models/sentiment lo", ["log_loss"]),
    ("git registry plot Fine_Tuned_Models/sentiment accuracy --where sta", ["status"]),
    ("git registry search --where sta", ["status"]),
    ("git registry search --artifacts --where artifact.p", ["artifact.path"]),
    ("git registry candidate list --where alg", ["algorithm"]),
    ("git registry list --columns name,sta", ["name,status"]),
    ("git registry list Fine_Tuned_Models/sentiment --sort version,-metrics.acc", ["version,-metrics.accuracy"]),
    ("git registry search --sort -metrics.acc", ["-metrics.accuracy"]),
    ("git registry search --sort -metrics.", ["-metrics.accuracy", "-metrics.log_loss"]),
    ("git registry list Fine_Tuned_Models --where ver", []),
    (
      "git registry search --where \"metrics.log",
      ["!=", "<", "<=", "=", ">", ">="].map { "metrics.log_loss \($0)" }
    ),
    ("git registry search --where \"tags.onnx.opset i", ["tags.onnx.opset in (", "tags.onnx.opset in ('"]),
    ("git registry search --where \"status = dep", ["status = deprecated"]),
    ("git registry search --where \"status = active a", ["status = active and", "status = active and not"]),
    (
      "git registry search --where \"not (has tags.task or model = sen",
      ["not (has tags.task or model = sentiment"]
    ),
    ("git registry search --where \"status != yanked and alias = ch", ["status != yanked and alias = champion"]),
    ("git registry search --where \"tags.trained-on in ('a', 'train a", ["tags.trained-on in ('a', 'train and test'"]),
    // Nothing of a filter is run.
    ("git registry search --where \"model = '$(touch ran)' and sta", []),
    ("git registry search --where \"model like 'sen", []),
  ]

  /// The words of a line; the last one may be in a quote that is not closed.
  private static func words(_ line: String) -> [String] {
    let parts = line.split(separator: " \"")
    return parts[0].split(separator: " ").map(String.init) + parts.dropFirst().map { "\"\($0)" }
  }

  /// A line as a shell leaves it that knows but one way to go on.
  private static func completed(_ line: String, by offer: String) -> String {
    let words = words(line)
    let quote = words[words.count - 1].first == "\"" ? "\"" : ""
    return (words.dropLast() + [quote + offer + quote]).joined(separator: " ")
  }

  @Test("bash", arguments: lines)
  func bash(line: String, offers: [String]) throws {
    let script = """
      source <(git-registry completion bash)
      COMP_LINE=$1 COMP_POINT=${#1}
      shift
      COMP_WORDS=("$@")
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      _git_registry
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let outcome = try sandbox.run("bash", ["-c", script, "bash", line] + Self.words(line), in: "sample")
    #expect(outcome.output.split(separator: "\n").sorted().map(String.init) == offers, "\(outcome.error)")
  }

  @Test("zsh completes a line that has one way to go on")
  func zsh() throws {
    try #require(try sandbox.run("zsh", ["--version"]).status == 0, "make test installs zsh")
    let script = try sandbox.run("git-registry", ["completion", "zsh"]).output
    try sandbox.write(script, to: "functions/_git-registry")
    let asked = Self.lines.filter { $0.offers.count == 1 && !$0.line.contains("-C") }
    let lines = asked.map { "'\($0.line.replacing("'", with: "'\\''"))'" }.joined(separator: " ")
    // A shell in a terminal of its own; ^X shows the line as completion left it.
    try sandbox.write(
      """
      zmodload zsh/zpty
      zpty shell "zsh -f -i"
      zpty -w shell 'PS1=; fpath=(\(sandbox.path("functions")) $fpath); autoload -Uz compinit; compinit -u -d \(sandbox.path("dump"))'
      zpty -w shell 'show() { print -r -- "<<$BUFFER>>"; BUFFER=; }; zle -N show; bindkey "^X" show; print rea""dy'
      zpty -r -m shell line '*ready*'
      for typed in \(lines); do
        zpty -w -n shell "$typed"$'\\t\\x18'
        zpty -r -m shell line '*<<*>>*'
        print -r -- "${${line##*<<}%%>>*}"
      done
      zpty -d shell
      """, to: "ask.zsh")
    let outcome = try sandbox.run("timeout", ["120", "zsh", "-f", sandbox.path("ask.zsh")], in: "sample")
    let completed = outcome.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    let wanted = asked.map { Self.completed($0.line, by: $0.offers[0]) }
    #expect(completed == wanted, "\(outcome.text)")
  }

  @Test("fish offers behind git and alone")
  func fish() throws {
    try #require(try sandbox.run("fish", ["--version"]).status == 0, "make test installs fish")
    for (arguments, path) in [
      (["fish"], ".config/fish/completions/git-registry.fish"),
      (["fish", "--behind-git"], ".config/fish/conf.d/x.fish"),
    ] {
      try sandbox.write(try sandbox.run("git-registry", ["completion"] + arguments).output, to: path)
    }
    // fish reads the line that it completes only in an interactive shell.
    let asked = Self.lines.filter { $0.offers.count == 1 && !$0.line.contains("-C") }
    let script = asked.enumerated().map { index, asked in
      "complete -C '\(asked.line.replacing("'", with: "\\'"))' >\(sandbox.path("offer-\(index)")) 2>&1"
    }
    try sandbox.write(script.joined(separator: "\n"), to: "ask.fish")
    try sandbox.write("source \(sandbox.path("ask.fish"))\nexit\n", to: "typed")
    let command = "script --quiet --return --command 'fish --interactive' /dev/null < \(sandbox.path("typed"))"
    let outcome = try sandbox.run("timeout", ["300", "sh", "-c", command], in: "sample")
    for (index, (line, offers)) in asked.enumerated() {
      let words = (try? sandbox.read("offer-\(index)"))?.split(separator: "\n").map { $0.prefix { $0 != "\t" } } ?? []
      #expect(words.map(String.init) == offers, "\(line)\n\(outcome.text)")
    }
  }
}
