package import Diagnostics
package import Manifests

extension ModelFacts {
  init(reader: inout FieldReader) {
    self.init()
    description = reader.string("description")
    createdAt = reader.parsed("createdAt", expecting: "a time such as 2026-11-22T10:00:00Z") {
      Timestamp.isValid($0) ? $0 : nil
    }
    createdBy = reader.string("createdBy")
    artifacts = reader.nestedList("artifacts", Artifact.init)
    algorithm = reader.line("algorithm")
    // What holds nothing is written as nothing, so it reads as nothing.
    signature = reader.nested("signature", Signature.init).flatMap { $0.value == nil ? nil : $0 }
    parameters = reader.parameters(by: "parameters")
    metrics = reader.numbers(by: "metrics")
    tags = reader.strings(by: "tags")
    lineage = reader.nestedList("lineage", LineageInput.init)
    source = reader.nested("source", Source.init)
    job = reader.nested("job", Job.init).flatMap { $0.value == nil ? nil : $0 }
    run = reader.line("run", limit: 250)
  }

  /// The fields that stand before a version's status.
  var head: [JSONValue.Member] { Fields.list([("description", Fields.string(description))]) }

  /// The fields that stand behind it.
  var rest: [JSONValue.Member] {
    Fields.list([
      ("createdAt", Fields.string(createdAt)),
      ("createdBy", Fields.string(createdBy)),
      ("artifacts", Fields.array(artifacts, \.value)),
      ("algorithm", Fields.string(algorithm)),
      ("signature", signature?.value),
      ("parameters", Fields.dictionary(parameters, \.value)),
      ("metrics", Fields.dictionary(metrics) { .number($0) }),
      ("tags", Fields.dictionary(tags) { .string($0) }),
      ("lineage", Fields.array(lineage, \.value)),
      ("source", source?.value),
      ("job", job?.value),
    ])
  }
}

extension ModelFacts {
  /// The fields that stand last, behind a version's candidate.
  var tail: [JSONValue.Member] { Fields.list([("run", Fields.string(run))]) }
}

extension Artifact {
  init?(reader: inout FieldReader) {
    let path = reader.string("path", isRequired: true)
    let type = reader.string("type", isRequired: true)
    let digest = reader.parsed("digest", isRequired: true, expecting: "'sha256:' and 64 lower-case hexadecimal digits")
    {
      Digest($0)
    }
    let size = reader.integer("size", isRequired: true)
    if let size, size < 0 {
      reader.context.add(
        .schema, "'\(reader.path.appending("size"))' is negative", at: reader.node.mark(of: FieldPath("size")))
    }
    let isExecutable = reader.boolean("executable") ?? false
    guard let path, let type, let digest, let size else { return nil }
    self.init(path: path, type: type, digest: digest, sizeInBytes: size, isExecutable: isExecutable)
  }

  /// The artifact as its manifest writes it.
  package var value: JSONValue { .object(members) }

  package var members: [JSONValue.Member] {
    Fields.list([
      ("path", .string(path)), ("type", .string(type)), ("digest", .string("\(digest)")),
      ("size", .integer(sizeInBytes)), ("executable", isExecutable ? .boolean(true) : nil),
    ])
  }
}

extension ParameterValue {
  package var value: JSONValue {
    switch self {
    case .string(let text): .string(text)
    case .integer(let value): .integer(value)
    case .number(let value): .number(value)
    case .boolean(let value): .boolean(value)
    }
  }
}

extension LineageInput {
  fileprivate init?(reader: inout FieldReader) {
    let input = reader.input("input")
    let digest = reader.parsed("digest", expecting: "'sha256:' and 64 lower-case hexadecimal digits") { Digest($0) }
    guard let input else { return nil }
    self.init(input: input, digest: digest)
  }

  package var value: JSONValue {
    .object(Fields.list([("input", .string(input)), ("digest", Fields.string(digest?.description))]))
  }
}

extension Source {
  fileprivate init?(reader: inout FieldReader) {
    let repository = reader.uri("repository", isRequired: true)
    let commit = reader.parsed("commit", expecting: "a commit id of 40 or 64 lower-case hexadecimal digits") { text in
      [40, 64].contains(text.utf8.count) && text.utf8.allSatisfy(Digest.isHexDigit) ? text : nil
    }
    guard let repository else { return nil }
    self.init(repository: repository, commit: commit)
  }

  fileprivate var value: JSONValue {
    .object(Fields.list([("repository", .string(repository)), ("commit", Fields.string(commit))]))
  }
}

extension Job {
  fileprivate init?(reader: inout FieldReader) {
    self.init(
      id: reader.line("id"), name: reader.line("name"), url: reader.uri("url"), log: reader.uri("log"),
      pipeline: Link.nonempty(reader.nested("pipeline", Link.init)),
      mergeRequest: Link.nonempty(reader.nested("mergeRequest", Link.init)))
  }

  fileprivate var value: JSONValue? {
    Fields.object([
      ("id", Fields.string(id)), ("name", Fields.string(name)), ("url", Fields.string(url)),
      ("log", Fields.string(log)),
      ("pipeline", pipeline?.value), ("mergeRequest", mergeRequest?.value),
    ])
  }
}

extension Job.Link {
  fileprivate static func nonempty(_ link: Job.Link?) -> Job.Link? { link == Job.Link() ? nil : link }

  fileprivate init?(reader: inout FieldReader) { self.init(id: reader.line("id"), url: reader.uri("url")) }

  fileprivate var value: JSONValue? { Fields.object([("id", Fields.string(id)), ("url", Fields.string(url))]) }
}
