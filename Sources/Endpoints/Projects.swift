/// What paths call a project: `42`, or `ORGANIZATION/REGISTRY`.
package protocol Projects: Sendable {
  /// The registry that a project is; nil if it is none of this repository's. One that was given a number need not be there any more.
  func registry(ofProject id: String) async throws -> String?
}

/// A repository none of whose paths names a project.
package struct NoProjects: Projects {
  package init() {}

  package func registry(ofProject id: String) async throws -> String? { nil }
}
