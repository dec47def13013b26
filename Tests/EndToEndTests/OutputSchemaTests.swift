import Foundation
import TestSupport
import Testing

/// What every command prints with `--json`, held to `schema/output/` by an independent validator: check-jsonschema, from PyPI.
///
/// The published schemas allow keys that they do not name, since keys may come. Here such a key is an error: each is written down.
struct OutputSchemaTests {
  /// A command line, and the schema of what it prints; nil for one that only makes ready.
  struct Row {
    let schema: String?
    let words: [String]
    var status: Int32 = 0
    var folder = "acme"

    init(_ schema: String?, _ line: String, status: Int32 = 0, in folder: String = "acme") {
      self.schema = schema
      words = line.split(separator: " ").map { $0.replacingOccurrences(of: "_", with: " ") }
      self.status = status
      self.folder = folder
    }
  }

  static let rows = [
    Row("change", "init acme --name acme --admin ada --email ada@acme.org", in: "."),
    Row("change", "create Lab --description d --accept model --accept dataset"),
    Row("change", "edit Lab --protect production --ordering ascending"),
    Row("change", "edit Lab --protect production"),
    Row("change", "create Spare"), Row("change", "delete Spare"), Row("change", "create Spare2 --dry-run"),
    Row("change", "member add grace --email grace@acme.org --name Grace"),
    Row("change", "member add grace --registry Lab --role member"), Row("change", "member edit grace --name G"),
    Row("change", "member add bob --email bob@acme.org --service"),
    Row("change", "team create vision --member grace --description d"), Row("change", "team add vision ada"),
    Row("change", "team remove vision ada"), Row("teams", "team list"), Row("members", "member list"),
    Row(nil, "token create ada"), Row(nil, "token create grace --scope read --registry Lab --expires 90d"),
    Row("tokens", "token list"),
    Row("registry-members", "member list --registry Lab"),
    Row("effective-members", "member list --registry Lab --effective"),
    Row("change", "model create Lab/m --description d --tag task=text"), Row("change", "model create Lab/data"),
    Row("change", "model edit Lab/m --card t.log"), Row("card", "show Lab/m --card"),
    Row("change", "model create Lab/empty"), Row("change", "model edit Lab/m --tag a=b"),
    Row("change", "version create Lab/data 1.0.0 --artifact data.csv=dataset"),
    Row(
      "change",
      "candidate create Lab/m --id run-42 --artifact a.bin --log t.log --param lr=0.1 --metric acc=0.5 --tag x=y --algorithm bert --source-repository https://github.com/a/b --source-commit 0123456789012345678901234567890123456789 --lineage Lab/data@1.0.0 --run r1"
    ),
    Row("change", "candidate create Lab/m --id run-43 --metric acc=0.5"), Row("candidates", "candidate list Lab/m"),
    Row("candidate", "candidate show Lab/m run-42"), Row("candidate", "candidate show Lab/m run-43"),
    Row("candidate", "show Lab/m@candidate:run-43"), Row("resolve", "resolve Lab/m@candidate:run-42"),
    Row("compare", "compare Lab/m@candidate:run-43 Lab/m@candidate:run-42"),
    Row("inspect", "inspect Lab/m@candidate:run-42"), Row("verify", "verify Lab/m@candidate:run-42"),
    Row("du", "du Lab/m@candidate:run-42"), Row("lineage", "lineage Lab/m@candidate:run-42"),
    Row("log", "log Lab/m@candidate:run-42"), Row("pull", "pull Lab/m@candidate:run-42 --output ../c"),
    Row("change", "candidate promote Lab/m run-42 1.0.0 --alias champion"),
    Row("change", "candidate delete Lab/m run-43"),
    Row(
      "change",
      "version create Lab/m --bump auto --artifact b.bin --log t.log --metric acc=0.7 --param lr=0.2 --param deep=true --alias staging --description hello"
    ),
    Row("change", "version create Lab/m 1.0.2 --metric acc=1 --ordinal 12"),
    Row("change", "version create Lab/m 1.0.3 --metric acc=1"),
    Row("change", "version create Lab/m --artifact b.bin=weird", status: 1),
    Row("change", "version edit Lab/m@1.0.1 --metric f1=0.9 --alias canary"),
    Row("change", "version deprecate Lab/m@1.0.2 --reason old"), Row("version", "show Lab/m@1.0.2"),
    Row("change", "version restore Lab/m@1.0.2"), Row("change", "version yank Lab/m@1.0.2 --reason broken"),
    Row("change", "alias set Lab/m@1.0.1 production"), Row("change", "alias remove Lab/m champion"),
    Row("registries", "list"), Row("models", "list Lab"), Row("versions", "list Lab/m"),
    Row("versions", "list Lab/empty"),
    Row("registry", "show Lab"), Row("registry", "show Models"), Row("model", "show Lab/m"),
    Row("model", "show Lab/empty"),
    Row("version", "show Lab/m@1.0.0"), Row("version", "show Lab/m@1.0.3"), Row("resolve", "resolve Lab/m@latest"),
    Row("resolve", "resolve Lab/m@1.0.2"), Row("resolve", "resolve Lab/m@latest --at 2100-01-01"),
    Row("search", "search"), Row("search", "search --candidates"), Row("search", "search --models"),
    Row("search", "search --registries"), Row("search", "search --artifacts"), Row("search", "search nothing"),
    Row("search", "list Lab/m --sort -version"), Row("search", "candidate list Lab/m --limit 1"),
    Row("plot", "plot Lab/m acc"), Row("plot", "plot Lab/m acc --lower --limit 1"),
    Row("recall", "recall Lab/data@1.0.0"), Row("recall", "recall Lab/m@1.0.0"),
    Row("lineage", "lineage Lab/m@1.0.0"), Row("lineage", "lineage Lab/data@1.0.0 --down"), Row("log", "log"),
    Row("log", "log Lab/m"), Row("log", "log --event version-published,alias-set --actor ada"),
    Row("diff", "diff HEAD~3 HEAD"), Row("compare", "compare Lab/m@1.0.0 Lab/m@1.0.1"),
    Row("compare", "compare Lab/m@1.0.0 Lab/m@1.0.1 Lab/data@1.0.0 --lower acc"),
    Row("inspect", "inspect a.bin"), Row("pull", "pull Lab/m@1.0.1 --output ../p"),
    Row("pull", "pull Lab/m@^1 --lock l.yaml"), Row("pull", "pull --locked l.yaml"),
    Row("outdated", "outdated --lock l.yaml"),
    Row("doctor", "doctor --offline"), Row("verify", "verify --all"), Row("gc", "gc"), Row("gc", "gc --dry-run"),
    Row("du", "du"), Row("du", "du Lab/m"), Row("report", "validate"), Row("report", "validate --base HEAD~3"),
    Row("report", "validate --base HEAD~3 --actor grace", status: 1), Row("review", "review HEAD~4..HEAD", status: 2),
    Row("rules", "explain"), Row("rule", "explain alias-dangling"), Row("audit", "audit", status: 2),
    Row("change", "version retire Lab/m@1.0.3 --reason gone"), Row("change", "model retire Lab/empty"),
    Row("change", "team delete vision"), Row("change", "member remove grace --registry Lab"),
    Row("change", "member remove grace"), Row("change", "delete Lab"), Row("registry", "show Lab"),
    Row("hook-check", "hook check ../server.git", status: 1),
    Row(nil, "hook install ../server.git --actor-from env:PUSHER --require-blobs none"),
    Row("hook-show", "hook show ../server.git"), Row("hook-show", "hook show ../server.git nowhere", status: 64),
    Row("hook-check", "hook check nowhere ../server.git .", status: 64), Row("hook-check", "hook check ../server.git"),
    Row("audit", "audit -C ../server.git", status: 2),
    Row(
      "change",
      "ci add github --program-url file:///tmp/x.tar.gz --program-digest sha256:\(String(repeating: "0", count: 64))"),
  ]

  /// Command lines that fail, and the kind of their failure.
  static let failures: [(kind: String, line: String, status: Int32)] = [
    ("notFound", "show Lab/nothing", 1), ("notFound", "resolve Lab/m@9.9.9", 1),
    ("notFound", "alias remove Lab/m nothing", 1),
    ("alreadyExists", "model create Lab/m --tag a=b", 1), ("invalid", "show", 64), ("invalid", "list --nothing", 64),
    ("invalid", "nothing", 64), ("invalid", "member add !", 64), ("invalid", "-C nowhere list", 64),
    ("forbidden", "delete Models", 1),
  ]

  @Test func everyCommandPrintsWhatItsSchemaSays() throws {
    let sandbox = try GitSandbox()
    sandbox.environment["PUSHER"] = "ada"
    sandbox.environment["GIT_REGISTRY_SERVER"] = MLflowServer.program
    var files: [String: [String]] = [:]
    for (index, row) in Self.rows.enumerated() {
      if row.words.first == "create", row.words[1] == "Lab" { try makeFiles(in: sandbox) }
      if row.schema == "hook-check", !sandbox.exists("server.git") {
        try sandbox.git("clone", "--quiet", "--bare", "acme", "server.git")
      }
      let outcome = try sandbox.registry(row.words + (row.schema == nil ? [] : ["--json"]), in: row.folder)
      #expect(outcome.status == row.status, "\(row.words.joined(separator: " ")): \(outcome.text)")
      guard let schema = row.schema else { continue }
      let name = "\(index)-\(row.words.prefix(3).joined(separator: "-").replacingOccurrences(of: "/", with: ".")).json"
      try sandbox.write(outcome.output, to: "outputs/\(name)")
      files[schema, default: []].append("outputs/\(name)")
    }
    try validate(files, in: sandbox)
  }

  @Test func aFailureIsOneError() throws {
    let sandbox = try GitSandbox()
    try sandbox.registry("init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    try sandbox.registry("create", "Lab", in: "acme")
    try sandbox.registry("model", "create", "Lab/m", in: "acme")
    var files: [String] = []
    for (index, failure) in Self.failures.enumerated() {
      let words = failure.line.split(separator: " ").map(String.init)
      let outcome = try sandbox.registry(words + ["--json"], in: "acme")
      #expect(outcome.status == failure.status, "\(failure.line): \(outcome.text)")
      #expect(outcome.output.isEmpty, "\(failure.line)")
      try sandbox.write(outcome.error, to: "outputs/\(index).json")
      files.append("outputs/\(index).json")
      let value = try JSONSerialization.jsonObject(with: Data(outcome.error.utf8)) as? [String: [String: Any]]
      #expect(value?["error"]?["kind"] as? String == failure.kind, "\(failure.line): \(outcome.error)")
      // The same words as people read.
      let text = try sandbox.registry(words, in: "acme").error
      let message = try #require(value?["error"]?["message"] as? String)
      #expect(text.contains(message.split(separator: "\n")[0]), "\(failure.line): \(text)")
    }
    try validate(["error": files], in: sandbox)
  }

  /// Every command that has `--json`, by the manual, is in the table.
  @Test func noCommandIsLeftOut() throws {
    let sandbox = try GitSandbox()
    let manual = try sandbox.registry(["manual", "--markdown"]).output
    let known = Set(Self.rows.filter { $0.schema != nil }.map { $0.words.joined(separator: " ") + " " })
    var names: [String] = []
    for line in manual.split(separator: "\n") where line.hasPrefix("git registry ") && line.contains("[--json]") {
      let words = line.dropFirst("git registry ".count).split(separator: " ").prefix { $0.first?.isLetter ?? false }
      names.append(words.joined(separator: " "))
    }
    #expect(names.count > 40)
    for name in names where !Self.leftOut.contains(name) {
      #expect(known.contains { $0.hasPrefix(name + " ") }, "no schema holds git registry \(name) --json")
    }
  }

  /// These print `change` too, where it takes another state of the repository to get there; see PurgeTests and PublishingTests.
  private static let leftOut: Set = ["purge", "version renumber"]

  private func makeFiles(in sandbox: GitSandbox) throws {
    for (name, size) in [("a.bin", 2000), ("b.bin", 3000), ("t.log", 4)] {
      try sandbox.write(Data((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ size) }), to: "acme/\(name)")
    }
    try sandbox.write("a,b\n1,2\n", to: "acme/data.csv")
  }

  private func validate(_ files: [String: [String]], in sandbox: GitSandbox) throws {
    let validator = try #require(ProcessInfo.processInfo.environment["CHECK_JSONSCHEMA"])
    let published = SourceTree.url("schema/output")
    for name in try FileManager.default.contentsOfDirectory(atPath: published.path) {
      let schema = try JSONSerialization.jsonObject(with: Data(contentsOf: published.appending(path: name)))
      let strict = try JSONSerialization.data(withJSONObject: closed(schema))
      try sandbox.write(strict, to: "schemas/\(name)")
    }
    for (schema, outputs) in files {
      let outcome = try sandbox.run(
        validator,
        [
          "--base-uri", "file://\(sandbox.path("schemas"))/", "--schemafile", sandbox.path("schemas/\(schema).json"),
        ] + outputs)
      #expect(outcome.status == 0, "\(schema): \(outcome.text)")
    }
  }

  /// The same schema without room for keys that it does not name.
  private func closed(_ schema: Any) -> Any {
    if let list = schema as? [Any] { return list.map(closed) }
    guard var object = schema as? [String: Any] else { return schema }
    if object["type"] as? String == "object", object["properties"] is [String: Any],
      object["additionalProperties"] == nil
    {
      object["additionalProperties"] = false
    }
    return object.mapValues(closed)
  }
}
