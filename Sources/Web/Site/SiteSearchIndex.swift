import Actions
import Diagnostics
import Endpoints
import Manifests
import RegistryStore
import Rules

/// What a site can be searched for.
///
///     [{"kind": "registry" | "model" | "version", "name", "text", "page", "published", "aliases": […], "status", "metrics": {…}}]
///
/// `page` is the path from the site's top; what has no page is not in it.
struct SiteSearchIndex {
  let bytes: [UInt8]

  init(_ plan: SitePlan, _ sight: Sight) throws {
    var rows: [JSONValue] = []
    for name in plan.registries {
      guard let page = plan.file(of: { $0.registry(name) }) else { continue }
      let registry = try sight.reader.find.registry(name)
      rows.append(Self.row("registry", name, [registry.description], page, []))
    }
    for (name, model, table) in plan.models {
      guard let page = plan.file(of: { $0.model(name) }) else { continue }
      let texts = [model.title, model.description] + Self.words(model.tags)
      rows.append(Self.row("model", "\(name)", texts, page, []))
      let aliases = Dictionary(grouping: model.aliases, by: \.value).mapValues { $0.map(\.key).sorted() }
      for row in table.rows.reversed() {
        guard let page = plan.file(of: { $0.version(name, "\(row.number)") }) else { continue }
        rows.append(Self.version(name, row, aliases[row.number] ?? [], page))
      }
    }
    let lines = rows.map(\.line)
    bytes = Array("[\n\(lines.joined(separator: ",\n"))\n]\n".utf8)
  }

  private static func version(_ name: ModelName, _ row: ModelTable.Row, _ aliases: [String], _ page: String)
    -> JSONValue
  {
    let version = row.version
    let metrics = version.metrics.sorted { $0.key < $1.key }.filter(\.value.isFinite).map {
      JSONValue.Member($0.key, .number($0.value))
    }
    return self.row(
      "version", "\(name)@\(row.number)", [version.description] + words(version.tags), page,
      [
        .init("published", version.createdAt.map { .string($0) } ?? .null),
        .init("aliases", .array(aliases.map { .string($0) })), .init("status", .string(version.status.rawValue)),
        .init("metrics", .object(metrics)),
      ])
  }

  private static func words(_ tags: [String: String]) -> [String?] {
    tags.sorted { $0.key < $1.key }.map { $0.value.isEmpty ? $0.key : "\($0.key) \($0.value)" }
  }

  private static func row(
    _ kind: String, _ name: String, _ texts: [String?], _ page: String, _ more: [JSONValue.Member]
  ) -> JSONValue {
    let text = texts.compactMap { $0 }.joined(separator: ", ")
    return .object(
      [
        .init("kind", .string(kind)), .init("name", .string(name)), .init("text", .string(text)),
        .init("page", .string(page)),
      ] + more)
  }
}
