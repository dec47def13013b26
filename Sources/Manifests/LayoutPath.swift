package import Git

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
  /// Something below `blobs/`; nil where the path is none of a blob.
  case blob(Digest?)

  /// Finds the place; nil for a file outside the layout, and for any path that is not printable ASCII.
  package init?(_ path: RepositoryPath) {
    guard let text = path.text else { return nil }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let last = parts.last else { return nil }
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
    case (_, "blobs"):
      let digest = Digest(hex: last)
      self = .blob(digest?.blobPath == text ? digest : nil)
    default: return nil
    }
  }

  /// The manifest's kind; nil for what is no manifest.
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
    for format in ManifestFormat.allCases where file.hasSuffix(".\(format.rawValue)") {
      let name = String(file.dropLast(format.rawValue.utf8.count + 1))
      return name.isEmpty ? nil : (name, format)
    }
    return nil
  }
}
