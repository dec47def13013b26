/// Where the jobs of a GitLab are: the server asks nobody, and a job's number alone does not tell it.
///
///     https://gitlab.acme.org/{project_path}/-/jobs/{job_id}
package struct JobLinks: Sendable {
  private let template: String?

  /// Why a template is refused.
  package struct Problem: Error, CustomStringConvertible {
    package let description: String
  }

  /// A server that was told none.
  package init() { template = nil }

  /// - Throws: ``Problem``.
  package init(template: String) throws(Problem) {
    guard Self.isAddress(template) else {
      throw Problem(description: "it must begin with https:// or http:// and have no space")
    }
    guard template.contains("{job_id}") else { throw Problem(description: "it must name {job_id}") }
    for match in template.matches(of: /\{[^}]*\}?/) where !["{job_id}", "{project_path}"].contains(match.output) {
      throw Problem(description: "'\(match.output)' is neither {job_id} nor {project_path}")
    }
    self.template = template
  }

  /// - Parameter project: the path of a project; nil if it is not known, which not every template needs.
  func job(_ id: String, of project: String?) -> String? { filled(project)?.replacing("{job_id}", with: id) }

  /// The address of the project; nil unless jobs are where GitLab has them.
  func repository(_ project: String?) -> String? {
    guard let filled = filled(project), let end = filled.firstRange(of: "/-/jobs/{job_id}") else { return nil }
    return String(filled[..<end.lowerBound])
  }

  private func filled(_ project: String?) -> String? {
    guard let template else { return nil }
    guard template.contains("{project_path}") else { return template }
    return project.map { template.replacing("{project_path}", with: $0) }
  }

  /// True for what a page may link to.
  static func isAddress(_ text: String) -> Bool {
    (text.hasPrefix("https://") || text.hasPrefix("http://")) && text.utf8.count <= 2048
      && text.unicodeScalars.allSatisfy { $0.value > 32 && $0.value != 127 && !$0.properties.isWhitespace }
  }
}
