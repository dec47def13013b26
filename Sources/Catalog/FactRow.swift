package import Manifests
package import Query

/// A version or a candidate, as filters, orders and columns see it.
package struct FactRow: SearchRow, Sendable {
  package enum Kind: Int64, Sendable { case version, candidate }

  package let kind: Kind
  package let model: ModelName
  /// The number, or the candidate's id.
  package let name: String
  package let facts: ModelFacts
  /// A candidate has none.
  package let status: VersionStatus?
  package let promotedTo: SemanticVersion?
  /// Those that name the version, sorted.
  package let aliases: [String]
  /// What words are looked for in, of the model.
  let modelTexts: [String]
  /// As its manifest says, or which of the model's versions it was; nil for a candidate, and if nobody asked or history does not tell.
  package var ordinal: Int?
  /// Milliseconds since 1970; nil if the manifest gives no time.
  let created: Int64?
  /// Of all artifacts.
  let sizeInBytes: Int64

  /// The row of a manifest.
  init(
    kind: Kind, model: ModelName, name: String, facts: ModelFacts, status: VersionStatus?,
    promotedTo: SemanticVersion? = nil, aliases: [String], modelTexts: [String], ordinal: Int? = nil
  ) {
    (self.kind, self.model, self.name, self.facts, self.status) = (kind, model, name, facts, status)
    (self.promotedTo, self.aliases, self.modelTexts, self.ordinal) = (promotedTo, aliases, modelTexts, ordinal)
    created = facts.createdAt.flatMap(TimeSpan.init)?.start
    sizeInBytes = facts.artifacts.sizeInBytes
  }

  /// A row of which some facts are known.
  init(
    kind: Kind, model: ModelName, name: String, facts: ModelFacts, status: VersionStatus?, aliases: [String],
    created: Int64?, sizeInBytes: Int64, ordinal: Int?
  ) {
    (self.kind, self.model, self.name, self.facts, self.status) = (kind, model, name, facts, status)
    (self.aliases, self.created, self.sizeInBytes, self.ordinal) = (aliases, created, sizeInBytes, ordinal)
    (promotedTo, modelTexts) = (nil, [])
  }

  package var number: SemanticVersion? { kind == .version ? SemanticVersion(name) : nil }

  /// How the row is named in commands: `REGISTRY/MODEL@1.2.0`.
  package var reference: String { kind == .version ? "\(model)@\(name)" : "\(model)@candidate:\(name)" }

  package var texts: [String] {
    [model.registry, model.model, name, facts.description].compactMap { $0 } + modelTexts
      + facts.tags.flatMap { [$0.key, $0.value] }
  }

  package func values(of field: Field) -> [FieldValue] {
    switch field {
    case .metric(let key): facts.metrics[key].map { [.number(Number($0))] } ?? []
    case .parameter(let key): facts.parameters[key].map { [FieldValue($0)] } ?? []
    case .tag(let key): facts.tags[key].map { [.text($0)] } ?? []
    case .attribute(let attribute): values(of: attribute)
    }
  }

  private func values(of attribute: Attribute) -> [FieldValue] {
    func texts(_ values: [String?]) -> [FieldValue] { values.compactMap { $0.map { .text($0) } } }
    return switch attribute {
    case .registry: texts([model.registry])
    case .model: texts([model.model])
    case .name: texts([kind == .candidate ? name : model.model])
    case .version: number.map { [.version($0)] } ?? []
    case .status: texts([status?.rawValue])
    case .alias: texts(aliases)
    case .by: texts([facts.createdBy])
    case .created: created.map { [.time($0)] } ?? []
    case .algorithm: texts([facts.algorithm])
    case .size: [.number(.integer(sizeInBytes))]
    case .digest: texts(facts.artifacts.map(\.digest.description))
    case .artifactType: texts(facts.artifacts.map(\.type))
    case .artifactPath: texts(facts.artifacts.map(\.path))
    case .signatureInputs: texts(facts.signature?.inputs.map(\.name) ?? [])
    case .signatureOutputs: texts(facts.signature?.outputs.map(\.name) ?? [])
    case .lineage: texts(facts.lineage.map(\.input))
    case .run: texts([facts.run])
    case .ordinal: ordinal.map { [.number(.integer(Int64($0)))] } ?? []
    default: []
    }
  }
}

extension FieldValue {
  init(_ value: ParameterValue) {
    self =
      switch value {
      case .string(let text): .text(text)
      case .integer(let integer): .number(.integer(integer))
      case .number(let number): .number(Number(number))
      case .boolean(let flag): .text(flag ? "true" : "false")
      }
  }
}
