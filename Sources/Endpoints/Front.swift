package import BlobStore

/// Where a request of a server of several repositories belongs: `/ORGANIZATION/registries/…` to the repository of that organization, which
/// sees `/registries/…`; `/NAME.git/…` to the repository of that name; `/api/v4/projects/ID/…` to the one whose registry that is; the rest
/// to none of them.
package struct Front: Sendable {
  /// One of several repositories.
  package struct Site: Sendable {
    package let organization: String
    /// `NAME.git`.
    let repository: String
    let dispatcher: Dispatcher
    let projects: any Projects

    package init(
      organization: String, repository: String, _ dispatcher: Dispatcher, projects: any Projects = NoProjects()
    ) {
      self.organization = organization
      self.repository = repository
      self.dispatcher = dispatcher
      self.projects = projects
    }
  }

  private let organizations: [String: Dispatcher]
  private let repositories: [String: Dispatcher]
  private let sites: [Site]
  private let rest: Dispatcher

  /// A server of one repository, whose paths have no organization in front.
  package init(_ dispatcher: Dispatcher) {
    organizations = [:]
    repositories = [:]
    sites = []
    rest = dispatcher
  }

  /// - Parameters:
  ///   - sites: no two of one organization or name.
  ///   - rest: answers what belongs to no repository, and knows nobody's secret, so that an organization that does not exist is answered
  ///     as one that nothing is told of.
  package init(_ sites: [Site], _ rest: Dispatcher) {
    organizations = Dictionary(uniqueKeysWithValues: sites.map { ($0.organization, $0.dispatcher) })
    repositories = Dictionary(uniqueKeysWithValues: sites.map { ($0.repository, $0.dispatcher) })
    self.sites = sites
    self.rest = rest
  }

  /// Where our own interface has the repositories of several organizations.
  private static let organizationsPrefix = "/api/v1/organizations/"

  /// Never throws, as ``Dispatcher`` does not.
  package func respond(
    _ method: HTTPMethod?, _ path: String, query: String, headers: [String: String], body: ByteStream
  ) async -> ServerResponse {
    if let (dispatcher, rest) = ownInterface(path) {
      return await dispatcher.respond(method, rest, query: query, headers: headers, body: body)
    }
    let parts = path.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: true)
    guard path.hasPrefix("/"), !parts.isEmpty, let name = PercentEncoding.decoded(parts[0]) else {
      return await rest.respond(method, path, query: query, headers: headers, body: body)
    }
    if let project = Self.project(of: path) {
      let dispatcher = await site(ofProject: project)?.dispatcher ?? rest
      return await dispatcher.respond(method, path, query: query, headers: headers, body: body)
    }
    if let dispatcher = repositories[name] {
      return await dispatcher.respond(method, path, query: query, headers: headers, body: body)
    }
    guard let dispatcher = organizations[name] else {
      return await rest.respond(method, path, query: query, headers: headers, body: body)
    }
    return await dispatcher.respond(
      method, "/" + (parts.count > 1 ? parts[1] : ""), query: query, headers: headers, body: body)
  }

  private static let projectPath = "/api/v4/projects/"

  /// What a path calls the project that it is of; nil for other paths.
  private static func project(of path: String) -> String? {
    guard path.hasPrefix(projectPath) else { return nil }
    return PercentEncoding.decoded(path.dropFirst(projectPath.count).prefix { $0 != "/" })
  }

  /// The repository of a project.
  private func site(ofProject id: String) async -> Site? {
    for site in sites {
      // One that cannot say so now says it again to whoever asks.
      do { if try await site.projects.registry(ofProject: id) == nil { continue } } catch {}
      return site
    }
    return nil
  }

  /// `/api/v1/organizations/acme/registries` is `/api/v1/registries` of acme's repository; nil for what is none of theirs.
  private func ownInterface(_ path: String) -> (Dispatcher, rest: String)? {
    guard path.hasPrefix(Self.organizationsPrefix) else { return nil }
    let below = path.dropFirst(Self.organizationsPrefix.count)
    let name = below.prefix { $0 != "/" }
    guard let dispatcher = PercentEncoding.decoded(name).flatMap({ organizations[$0] }) else { return nil }
    return (dispatcher, "/api/v1" + below.dropFirst(name.count))
  }
}
