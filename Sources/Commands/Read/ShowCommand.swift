import Actions
import ArgumentParser
import Diagnostics
import ManifestCoding
import Manifests
import Rules

struct ShowCommand: ParsableCommand, PagedCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a registry, a model or a version.",
    discussion: """
      EXAMPLES
        git registry show Fine_Tuned_Models
        git registry show Fine_Tuned_Models/sentiment
        git registry show Fine_Tuned_Models/sentiment --card
        git registry show Fine_Tuned_Models/sentiment@champion --json
        git registry show Fine_Tuned_Models/sentiment@champion --mlflow > signature.json
      """)

  @Argument(help: ArgumentHelp("REGISTRY, REGISTRY/MODEL or REGISTRY/MODEL@VERSION.", valueName: "ref"))
  var reference: Reference

  @Flag(help: "Print a version's signature in the JSON form that MLflow's ModelSignature.from_dict reads.")
  var mlflow = false

  @Flag(help: "Print the model card: the README.md of the model's or the registry's folder.")
  var card = false

  @OptionGroup var source: SourceRepository

  @OptionGroup var output: ReadOptions

  func validate() throws {
    if card, mlflow { throw ValidationError("--card and --mlflow cannot be combined") }
  }

  func run() throws {
    let reader = try source.registry(output, for: [reference])
    if mlflow { _ = try reference.requireVersion() }
    if card { return try showCard(reader) }
    guard let model = reference.modelName else { return try showRegistry(reference.registry, reader) }
    switch try reference.selector.map({ try reader.find.exact($0, of: model) }) {
    case nil: try showModel(model, reader)
    case .number(let number): try showVersion(model, number, reader)
    case .candidate(let id): try showCandidate(model, id, reader)
    }
  }

  private func showRegistry(_ name: String, _ reader: RegistryReader) throws {
    let document = try RegistryDocument(name, by: reader.find)
    let value = document.manifest
    var facts = FactList()
    facts.add("registry", name)
    facts.add("description", value.description)
    facts.add("type", value.type.rawValue)
    facts.add("status", value.status == .active ? nil : value.status.rawValue)
    facts.add("visibility", value.visibility.rawValue)
    facts.add("accepts", value.acceptedArtifactTypes.text)
    facts.add("ordering", value.effectiveOrdering.rawValue)
    facts.add("sealed", value.isSealed ? "only logs can be added to published versions" : nil)
    facts.add("protected", value.protectedAliases.joined(separator: " "))
    facts.add("protected versions", value.protectedVersions == .member ? "members may add to them too" : nil)
    facts.add(
      "members",
      value.members.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value.rawValue))" }.joined(separator: ", "))
    facts.add("models", document.models.joined(separator: "\n"))
    facts.add("retired", value.retired.joined(separator: " "))
    output.print(facts.text) { document.value }
  }

  private func showModel(_ name: ModelName, _ reader: RegistryReader) throws {
    let document = try ModelDocument(name, by: reader.find)
    let value = document.manifest
    guard !output.json else { return Terminal.write(document.value.text) }
    var facts = FactList()
    facts.add("model", "\(name)")
    facts.add("title", value.title)
    facts.add("description", value.description)
    facts.add("tags", value.tags.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "\n"))
    facts.add(
      "aliases", value.aliases.sorted { $0.key < $1.key }.map { "\($0.key) → \($0.value)" }.joined(separator: "\n"))
    facts.add("retired", value.retired.map(\.description).joined(separator: " "))
    if try reader.find.card(of: reference) != nil { facts.add("card", "git registry show \(name) --card") }
    Terminal.write(facts.text + (try latest(document.versions, of: name, value, reader)))
  }

  private static let latestCount = 10

  /// The newest versions of a model, a line each.
  private func latest(
    _ versions: [SemanticVersion], of name: ModelName, _ model: Model, _ reader: RegistryReader
  ) throws -> String {
    guard !versions.isEmpty else { return "" }
    var table = Table("VERSION", "STATUS", "CREATED", "ALIASES", "METRICS")
    for number in versions.suffix(Self.latestCount).reversed() {
      let version = try reader.find.version(number, of: name)
      table.add(
        "\(number)", version.status.rawValue, version.createdAt.map { String($0.prefix { $0 != "T" }) } ?? "",
        model.aliases(of: number).joined(separator: " "),
        version.metrics.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " "))
    }
    let rest = versions.count - Self.latestCount
    return "\n" + table.text + (rest > 0 ? "and \(rest) older: git registry list \(name)\n" : "")
  }

  private func showCard(_ reader: RegistryReader) throws {
    try reader.find.require(reference)
    guard let card = try reader.find.card(of: reference) else {
      let help = reference.modelName.map { "\nhelp: git registry model edit \($0) --card FILE" } ?? ""
      throw CommandFailure("\(reference) has no model card\(help)")
    }
    let text = String(decoding: card, as: UTF8.self)
    guard !output.json else {
      let value: JSONValue = .object(["reference": .string("\(reference)"), "card": .string(text)])
      return Terminal.write(value.text)
    }
    // Markdown has tabs, and a checkout may have other line ends; what else could move a cursor is escaped.
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    if lines.last == "" { lines.removeLast() }
    let shown = lines.map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map { EscapedText.line(String($0)) }
        .joined(separator: "\t") + "\n"
    }
    Terminal.write(shown.joined())
  }

  private func showCandidate(_ name: ModelName, _ id: String, _ reader: RegistryReader) throws {
    let document = try CandidateDocument(id, of: name, by: reader.find)
    if mlflow { return try Terminal.write(document.manifest.facts.requireMLflow("candidate '\(id)' of \(name)").text) }
    output.print(FactsText.render(document)) { document.value }
  }

  private func showVersion(_ name: ModelName, _ number: SemanticVersion, _ reader: RegistryReader) throws {
    let document = try VersionDocument(number, of: name, by: reader.find)
    if mlflow { return try Terminal.write(document.manifest.facts.requireMLflow("\(name)@\(number)").text) }
    output.print(FactsText.render(document)) { document.value }
  }
}
