/// What a manifest describes: the value of its `kind`.
package enum ManifestKind: String, Sendable, CaseIterable {
  case organization = "Organization"
  case member = "Member"
  case team = "Team"
  case registry = "Registry"
  case model = "Model"
  case modelVersion = "ModelVersion"
  case modelCandidate = "ModelCandidate"

  package static let apiVersion = "git-registry/v1"

  /// True for the `apiVersion` of manifests that only a newer program can read: `git-registry/v2` and up.
  package static func isNewer(_ version: String) -> Bool {
    let prefix = "git-registry/v"
    guard version.hasPrefix(prefix), version != apiVersion else { return false }
    let number = version.utf8.dropFirst(prefix.utf8.count)
    return number.first != UInt8(ascii: "0") && !number.isEmpty && number.allSatisfy { (48...57).contains($0) }
  }

  /// Versions and candidates list their artifacts, and a folder of 10,000 files takes 2 MB.
  package var sizeLimitInBytes: Int {
    switch self {
    case .modelVersion, .modelCandidate: Self.largestSizeInBytes
    default: 256 * 1024
    }
  }

  package static let largestSizeInBytes = 4 * 1024 * 1024

  /// Where the schema of the kind is: below an address, or where it is published, which is the `$id` of `schema/model-version.json`.
  package func schemaAddress(below address: String?) -> String {
    let folder = address ?? "https://git-registry.dev/schema/v1"
    return "\(folder)\(folder.hasSuffix("/") ? "" : "/")\(schemaName).json"
  }

  /// `ModelVersion` → `model-version`.
  private var schemaName: String {
    rawValue.reduce(into: "") { name, letter in
      if letter.isUppercase, !name.isEmpty { name += "-" }
      name += letter.lowercased()
    }
  }
}

/// The two ways to write a manifest; they mean the same.
package enum ManifestFormat: String, Sendable, CaseIterable {
  case yaml, json

  /// By the ending of a file's name; nil for another file.
  package init?(ofFile name: ArraySlice<UInt8>) {
    let end = name.endIndex
    guard name.count >= 5, name[end - 5] == UInt8(ascii: ".") else { return nil }
    switch (name[end - 4], name[end - 3], name[end - 2], name[end - 1]) {
    case (UInt8(ascii: "y"), UInt8(ascii: "a"), UInt8(ascii: "m"), UInt8(ascii: "l")): self = .yaml
    case (UInt8(ascii: "j"), UInt8(ascii: "s"), UInt8(ascii: "o"), UInt8(ascii: "n")): self = .json
    default: return nil
    }
  }
}
