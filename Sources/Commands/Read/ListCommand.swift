import Actions
import ArgumentParser
import Diagnostics
import Manifests
import Query
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
        git registry list Fine_Tuned_Models/sentiment --where "metrics.accuracy > 0.9" --sort -metrics.accuracy
      """)

  @Argument(help: ArgumentHelp("REGISTRY or REGISTRY/MODEL.", valueName: "registry[/model]"))
  var reference: Reference?

  @OptionGroup var options: SearchOptions

  @OptionGroup var source: SourceRepository

  @OptionGroup var output: ReadOptions

  func run() throws {
    let reader = try source.registry(output, for: reference.map { [$0] } ?? [])
    if let reference, reference.selector != nil {
      throw CommandFailure(status: .usage, "'\(reference)' names a version\nhelp: git registry show \(reference)")
    }
    guard options.isEmpty else { return try search(reader) }
    guard let reference else { return try listRegistries(reader) }
    if let model = reference.modelName {
      try listVersions(of: model, reader)
    } else {
      try listModels(of: reference.registry, reader)
    }
  }

  private func search(_ reader: RegistryReader) throws {
    try reference.map { try reader.find.require($0) }
    let scope: SearchScope = reference == nil ? .registries : reference?.model == nil ? .models : .versions
    try Search(scope: scope, options: options, output: output, within: reference).run(reader)
  }

  private func listRegistries(_ reader: RegistryReader) throws {
    let documents = try NaturalOrder.sorted(reader.snapshot.registryNames()).map {
      try RegistryDocument($0, by: reader.find)
    }
    var table = Table("REGISTRY", "TYPE", "VISIBILITY", "ACCEPTS", "MODELS", "STATUS")
    for document in documents {
      let value = document.manifest
      table.add(
        document.name, value.type.rawValue, value.visibility.rawValue, value.acceptedArtifactTypes.text,
        "\(document.models.count)", value.status.rawValue)
    }
    output.print(table.text) { .array(documents.map(\.value)) }
  }

  private func listModels(of registry: String, _ reader: RegistryReader) throws {
    _ = try reader.find.registry(registry)
    var table = Table("MODEL", "VERSIONS", "LATEST", "ALIASES", "DESCRIPTION")
    var values: [JSONValue] = []
    for name in NaturalOrder.sorted(try reader.snapshot.modelNames(in: registry)) {
      let document = try ModelDocument(ModelName(registry: registry, model: name), by: reader.find)
      let value = document.manifest
      let aliases = value.aliases.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      table.add(
        name, "\(document.versions.count)", (try reader.find.latest(of: document.name))?.description ?? "",
        aliases.joined(separator: " "),
        [value.title, value.description?.split(separator: "\n").first.map(String.init)].compactMap { $0 }
          .joined(separator: ": "))
      if output.json { values.append(document.value) }
    }
    output.print(table.text) { .array(values) }
  }

  private func listVersions(of name: ModelName, _ reader: RegistryReader) throws {
    let model = try reader.find.model(name)
    var table = Table("VERSION", "STATUS", "ALIASES", "CREATED", "BY", "ARTIFACTS", "SIZE")
    var values: [JSONValue] = []
    for number in try reader.snapshot.versions(of: name).reversed() {
      let document = try VersionDocument(number, of: name, model, by: reader.find)
      let version = document.manifest
      let size = version.artifacts.sizeInBytes
      table.add(
        "\(number)", version.status.rawValue, document.aliases.joined(separator: " "), version.createdAt ?? "",
        version.createdBy ?? "",
        "\(version.artifacts.count)", ByteCount.text(size))
      if output.json { values.append(document.value) }
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
