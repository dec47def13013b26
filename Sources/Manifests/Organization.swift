/// Everyone and everything in one registry repository: `organization.yaml`.
package struct Organization: Hashable, Sendable {
  package var name: String
  package var description: String?
  /// Patterns of files outside the layout; nil for ``defaultAllowedFiles``.
  package var allowedFiles: [String]?
  package var blobs: BlobMode?
  package var deletion: Deletion?
  package var signatures: Signatures?
  package var visibility: WidensVisibility?
  /// The address below which the schemas are that new manifests name for editors; nil for where they are published.
  package var schemas: String?
  /// Severity of adjustable rules, by rule id: `error`, `warning` or `ignore`.
  package var rules: [String: String]

  package enum BlobMode: String, Sendable, CaseIterable {
    case lfs, git
  }

  package enum Deletion: String, Sendable, CaseIterable {
    case admin, member
  }

  /// Whether every new commit must be signed by a member, and the newest by the actor.
  package enum Signatures: String, Sendable, CaseIterable {
    case none, required
  }

  /// Who lets more people see a registry.
  package enum WidensVisibility: String, Sendable, CaseIterable {
    case registryAdmin = "registry-admin"
    case organizationAdmin = "organization-admin"
  }

  package init(
    name: String, description: String? = nil, allowedFiles: [String]? = nil, blobs: BlobMode? = nil,
    deletion: Deletion? = nil, signatures: Signatures? = nil, visibility: WidensVisibility? = nil,
    schemas: String? = nil, rules: [String: String] = [:]
  ) {
    self.name = name
    self.description = description
    self.allowedFiles = allowedFiles
    self.blobs = blobs
    self.deletion = deletion
    self.signatures = signatures
    self.visibility = visibility
    self.schemas = schemas
    self.rules = rules
  }

  package var effectiveBlobs: BlobMode { blobs ?? .lfs }
  package var effectiveDeletion: Deletion { deletion ?? .admin }
  package var effectiveSignatures: Signatures { signatures ?? .none }
  package var effectiveVisibility: WidensVisibility { visibility ?? .organizationAdmin }

  package static let defaultAllowedFiles = [
    "README.md", "LICENSE", ".gitignore", ".gitattributes", ".pre-commit-config.yaml", ".github/**", ".gitlab-ci.yml",
    ".gitlab/**", "CODEOWNERS", "docs/**",
  ]

  /// True if a file outside the layout may be at `path`: it equals a pattern, or is below one that ends in `/**`.
  package func allowsFile(at path: String) -> Bool {
    (allowedFiles ?? Self.defaultAllowedFiles).contains { pattern in
      pattern.hasSuffix("/**") ? path.hasPrefix(pattern.dropLast(2)) : path == pattern
    }
  }
}
