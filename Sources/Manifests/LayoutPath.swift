package import GitObjects

/// The place of a file in a registry repository; design, section 2. Names are not judged here.
package enum LayoutPath: Hashable, Sendable {
  case organization(ManifestFormat)
  case member(String, ManifestFormat)
  case team(String, ManifestFormat)
  case registry(String, ManifestFormat)
  case model(ModelName, ManifestFormat)
  case version(ModelName, String, ManifestFormat)
  case candidate(ModelName, String, ManifestFormat)
  /// A model card, in a registry's or a model's folder.
  case modelCard(registry: String, model: String?)
  /// Something below `blobs/`; nil if the path is none of a blob.
  case blob(Digest?)

  /// Finds the place; nil for a file outside the layout, and for any path that is not printable ASCII.
  package init?(_ path: RepositoryPath) {
    // By bytes: every rule asks for every file.
    guard path.bytes.allSatisfy({ (0x20...0x7e).contains($0) }) else { return nil }
    let parts = path.bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    guard let last = parts.last else { return nil }
    if parts[0] == "blobs", parts.count > 1 {
      let digest = Digest(hex: last)
      self = .blob(digest.flatMap { path.bytes.elementsEqual($0.blobPath.utf8) ? $0 : nil })
      return
    }
    let file = Self.manifestName(last)
    switch (parts.count, parts[0]) {
    case (1, _):
      guard let file, file.name == "organization" else { return nil }
      self = .organization(file.format)
    case (2, "members"):
      guard let file else { return nil }
      self = .member(file.name, file.format)
    case (2, "teams"):
      guard let file else { return nil }
      self = .team(file.name, file.format)
    case (3, "registries") where last == "README.md":
      self = .modelCard(registry: parts[1], model: nil)
    case (3, "registries"):
      guard let file, file.name == "registry" else { return nil }
      self = .registry(parts[1], file.format)
    case (4, "registries") where last == "README.md":
      self = .modelCard(registry: parts[1], model: parts[2])
    case (4, "registries"):
      guard let file, file.name == "model" else { return nil }
      self = .model(ModelName(registry: parts[1], model: parts[2]), file.format)
    case (5, "registries") where parts[3] == "versions":
      guard let file else { return nil }
      self = .version(ModelName(registry: parts[1], model: parts[2]), file.name, file.format)
    case (5, "registries") where parts[3] == "candidates":
      guard let file else { return nil }
      self = .candidate(ModelName(registry: parts[1], model: parts[2]), file.name, file.format)
    default: return nil
    }
  }

  /// The manifest's kind; nil for what is not a manifest.
  package var kind: ManifestKind? {
    switch self {
    case .organization: .organization
    case .member: .member
    case .team: .team
    case .registry: .registry
    case .model: .model
    case .version: .modelVersion
    case .candidate: .modelCandidate
    case .modelCard, .blob: nil
    }
  }

  package var format: ManifestFormat? {
    switch self {
    case .organization(let format), .member(_, let format), .team(_, let format), .registry(_, let format),
      .model(_, let format), .version(_, _, let format), .candidate(_, _, let format):
      format
    case .modelCard, .blob: nil
    }
  }

  /// `1.2.0.yaml` → `1.2.0`; nil for another ending and for an empty name.
  private static func manifestName(_ file: String) -> (name: String, format: ManifestFormat)? {
    let text = file.utf8
    let format: ManifestFormat
    if text.suffix(5).elementsEqual(".yaml".utf8) {
      format = .yaml
    } else if text.suffix(5).elementsEqual(".json".utf8) {
      format = .json
    } else {
      return nil
    }
    return text.count == 5 ? nil : (String(decoding: text.dropLast(5), as: UTF8.self), format)
  }
}
