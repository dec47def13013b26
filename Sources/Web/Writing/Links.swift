import Endpoints
import Manifests

/// Makes every address of the app; nothing else puts paths together.
package struct Links: Sendable {
  /// What stands before all paths: empty, or `/ORGANIZATION` where several are served.
  private let base: String
  /// The moment that links keep; nil for now.
  let at: String?
  /// The digests that the assets' addresses have.
  private let assets: Assets
  /// The page of a site of files that has the links; nil for pages that a server answers with.
  private let site: SitePlace?

  package init(base: String, at: String?, _ assets: Assets) {
    self.init(base: base, at: at, assets, site: nil)
  }

  private init(base: String, at: String?, _ assets: Assets, site: SitePlace?) {
    self.base = base
    self.at = at
    self.assets = assets
    self.site = site
  }

  /// Links from one file of a site to the others.
  init(in site: SitePlace) { self.init(base: "", at: nil, .all, site: site) }

  /// The same at another moment.
  func at(_ moment: String?) -> Links { Links(base: base, at: moment, assets, site: site) }

  /// False in a site of files: nothing is asked of it, so that filters, orders and forms have nobody to answer them.
  var isAnswered: Bool { site == nil }

  // MARK: The app's own

  var registries: Address { page("/") }
  func search(_ text: String? = nil) -> Address { page("/-/search", text.map { [("q", $0)] } ?? []) }
  func history(_ query: [(String, String)] = []) -> Address { page("/-/history", query) }
  var members: Address { page("/-/members") }
  func member(_ name: String) -> Address { page("/-/members/" + Self.segment(name)) }
  /// Not of one moment: a proposal is what may be merged now.
  var proposals: Address { same("/-/proposals", []) }
  func proposal(_ branch: String, _ part: StaticString = "") -> Address {
    let text = "\(part)"
    return same("/-/proposals/" + Self.segment(branch) + (text.isEmpty ? "" : "/" + text), [])
  }
  func team(_ name: String) -> Address { page("/-/teams/" + Self.segment(name)) }
  var rules: Address { page("/-/rules") }
  func rule(_ id: String) -> Address { page("/-/rules/" + Self.segment(id)) }
  var help: Address { page("/-/help") }
  var me: Address { page("/-/me") }
  func endSession(_ id: String) -> Address { same("/-/me/sessions/" + Self.segment(id) + "/end", []) }
  func commit(_ id: String) -> Address { page("/-/commits/" + Self.segment(id)) }
  func blob(_ digest: Digest) -> Address { page("/-/blobs/" + Self.segment("\(digest)")) }
  var newRegistry: Address { page("/-/new") }
  /// Where the theme is changed, and which page is gone back to. Not a page of one moment.
  var theme: Address { site == nil ? Address(own: base + "/-/theme") : .nowhere }
  var style: Address { asset("/-/app.css", assets.style) }
  var script: Address { asset("/-/app.js", assets.script) }
  var speculation: Address { asset("/-/speculation.json", assets.speculation) }
  /// Where a session ends: the same for all repositories of a server.
  var signOut: Address { site == nil ? Address(own: "/-/logout") : .nowhere }
  /// Where one begins, and this server's first page is come back to.
  var signIn: Address { site == nil ? Address(own: "/-/login?return=/") : .nowhere }
  /// Where keys are switched off and on.
  var keys: Address { site == nil ? Address(own: base + "/-/keys") : .nowhere }
  var icon: Address { asset("/-/icon.svg", assets.icon) }
  /// What sorts and filters in a site of files; nil where the server does.
  var siteScript: Address? { site.map { $0.address(ofFile: SiteFiles.script) } }

  private func asset(_ path: String, _ asset: Assets.Asset) -> Address {
    site.map { $0.address(ofFile: String(path.dropFirst())) } ?? Address(own: "\(path)?v=\(asset.version)")
  }

  // MARK: Registries

  /// Names that begin addresses of the server itself.
  private static let mounts: Set = ["api", "registries", "hf", "v2", "healthz", "readyz", "metrics"]

  private func path(_ registry: String) -> String {
    let isMount = Self.mounts.contains(registry) || registry.hasSuffix(".git")
    return (isMount ? "/-/registries/" : "/") + Self.segment(registry)
  }

  func registry(_ name: String, _ part: StaticString = "") -> Address { page(path(name) + below(part)) }

  func model(_ name: ModelName, _ part: StaticString = "", _ query: [(String, String)] = []) -> Address {
    page(path(name) + below(part), query)
  }

  /// Where a member's or team's role in a registry is changed.
  func role(of who: String, in registry: String, _ part: StaticString = "") -> Address {
    page(path(registry) + "/-/settings/members/" + Self.segment(who) + ("\(part)".isEmpty ? "" : "/\(part)"))
  }

  /// A version, or what an alias, a range or `latest` means.
  func version(
    _ model: ModelName, _ selector: String, _ part: StaticString = "", fragment: StaticString = ""
  ) -> Address {
    let address = page(path(model) + "@" + Self.segment(selector) + below(part))
    return "\(fragment)".isEmpty || address.isNowhere ? address : Address(own: address.text + "#\(fragment)")
  }

  /// A version that was asked for by another name, which its page says.
  func version(_ model: ModelName, _ selector: String, _ part: StaticString = "", asked: String) -> Address {
    page(path(model) + "@" + Self.segment(selector) + below(part), [("asked", asked)])
  }

  func candidate(_ model: ModelName, _ id: String, _ part: StaticString = "") -> Address {
    page(path(model) + "/-/candidates/" + Self.segment(id) + ("\(part)".isEmpty ? "" : "/\(part)"))
  }

  func compare(_ model: ModelName, _ references: [String], _ more: [(String, String)] = []) -> Address {
    page(path(model) + "/-/compare", references.map { ("v", $0) } + more)
  }

  /// The content of a version's file.
  func file(_ model: ModelName, _ version: SemanticVersion, _ filePath: String) -> Address {
    // Files stay where they are.
    if let site { return site.source?.file(model, version, filePath) ?? .nowhere }
    let parts = filePath.split(separator: "/", omittingEmptySubsequences: false).map { Self.segment(String($0)) }
    return page(path(model) + "@" + Self.segment("\(version)") + "/-/files/" + parts.joined(separator: "/"))
  }

  /// What a lineage or a search names; nil for what is no reference.
  func reference(_ text: String) -> Address? {
    guard let reference = Reference(text) else { return nil }
    guard let model = reference.modelName else { return registry(reference.registry) }
    switch reference.selector {
    case nil: return self.model(model)
    case .candidate(let id): return candidate(model, id)
    case let selector?: return version(model, "\(selector)")
    }
  }

  private func path(_ model: ModelName) -> String { path(model.registry) + "/" + Self.segment(model.model) }

  private func below(_ part: StaticString) -> String {
    let text = "\(part)"
    return text.isEmpty ? "" : "/-/" + text
  }

  /// Where MLflow's clients reach a registry.
  func mlflow(_ registry: String) -> Address { Address(own: base + "/registries/" + Self.segment(registry)) }

  // MARK: Queries

  /// A page of ours by its path as a request has it.
  func same(_ path: String, _ query: [(String, String)]) -> Address {
    let items = query.map { "\(PercentEncoding.encoded($0.0))=\(PercentEncoding.encoded($0.1))" }
    let text = base + path + (items.isEmpty ? "" : "?" + items.joined(separator: "&"))
    return site.map { $0.address(of: text) } ?? Address(own: text)
  }

  /// The address by which a page is known; nil for one that has none.
  func canonical(_ path: String, _ query: [(String, String)]) -> Address? {
    guard let site else { return same(path, query) }
    return site.canonical
  }

  private func page(_ path: String, _ query: [(String, String)] = []) -> Address {
    same(path, query + (at.map { [("at", $0)] } ?? []))
  }

  /// `1.2.0+b5` and `champion` as they are: a plus in a path is a plus.
  private static func segment(_ text: String) -> String {
    var encoded = PercentEncoding.encoded(text)
    for (code, sign) in [("%40", "@"), ("%2B", "+"), ("%3A", ":")] { encoded.replace(code, with: sign) }
    return encoded
  }
}
