import Actions
import ArgumentParser
import Diagnostics
import Manifests
import Rules

struct ListCommand: ParsableCommand, PagedCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the registries, the models of a registry, or the versions of a model.",
    discussion: """
      EXAMPLES
        git registry list
        git registry list Fine_Tuned_Models
        git registry list Fine_Tuned_Models/sentiment --json
      """)

  @Argument(help: ArgumentHelp("REGISTRY or REGISTRY/MODEL.", valueName: "registry[/model]"))
  var reference: Reference?

  @OptionGroup var source: SourceRepository

  @OptionGroup var output: ReadOptions

  func run() throws {
    let reader = try source.registry(output, for: reference.map { [$0] } ?? [])
    guard let reference else { return try listRegistries(reader) }
    guard reference.selector == nil else {
      throw CommandFailure(status: .usage, "'\(reference)' names a version\nhelp: git registry show \(reference)")
    }
    if let model = reference.modelName {
      try listVersions(of: model, reader)
    } else {
      try listModels(of: reference.registry, reader)
    }
  }

  private func listRegistries(_ reader: RegistryReader) throws {
    var rows: [(name: String, value: Registry, models: [String])] = []
    for name in NaturalOrder.sorted(try reader.snapshot.registryNames()) {
      let models = NaturalOrder.sorted(try reader.snapshot.modelNames(in: name))
      rows.append((name, try reader.find.registry(name), models))
    }
    var table = Table("REGISTRY", "TYPE", "VISIBILITY", "ACCEPTS", "MODELS", "STATUS")
    for (name, value, models) in rows {
      table.add(
        name, value.type.rawValue, value.visibility.rawValue, value.acceptedArtifactTypes.text, "\(models.count)",
        value.status.rawValue)
    }
    output.print(table.text) { .array(rows.map { .registry($0.name, $0.value, $0.models) }) }
  }

  private func listModels(of registry: String, _ reader: RegistryReader) throws {
    _ = try reader.find.registry(registry)
    var table = Table("MODEL", "VERSIONS", "LATEST", "ALIASES", "DESCRIPTION")
    var values: [JSONValue] = []
    for name in NaturalOrder.sorted(try reader.snapshot.modelNames(in: registry)) {
      let model = ModelName(registry: registry, model: name)
      let value = try reader.find.model(model)
      let versions = try reader.snapshot.versions(of: model)
      let aliases = value.aliases.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      table.add(
        name, "\(versions.count)", (try reader.find.latest(of: model))?.description ?? "",
        aliases.joined(separator: " "),
        value.description?.split(separator: "\n").first.map(String.init) ?? "")
      if output.json { values.append(.model(model, value, versions)) }
    }
    output.print(table.text) { .array(values) }
  }

  private func listVersions(of name: ModelName, _ reader: RegistryReader) throws {
    let aliases = try reader.find.model(name).aliases
    var table = Table("VERSION", "STATUS", "ALIASES", "CREATED", "BY", "ARTIFACTS", "SIZE")
    var values: [JSONValue] = []
    for number in try reader.snapshot.versions(of: name).reversed() {
      let version = try reader.find.version(number, of: name)
      let own = aliases.filter { $0.value == number }.keys.sorted()
      let size = version.artifacts.sizeInBytes
      table.add(
        "\(number)", version.status.rawValue, own.joined(separator: " "), version.createdAt ?? "",
        version.createdBy ?? "",
        "\(version.artifacts.count)", ByteCount.text(size))
      if output.json { values.append(.version(name, number, version, aliases: own)) }
    }
    output.print(table.text) { .array(values) }
  }
}

extension AcceptedTypes {
  var text: String {
    switch self {
    case .all: "all"
    case .only(let types): types.joined(separator: " ")
    }
  }
}
