import Catalog
import Manifests
import Query
import TestSupport

/// Filters, orders and limits, most of which find something in a ``RandomHistory``.
struct RandomQuestion {
  var random: SplitMix
  static let now = TimeSpan("2026-11-14T00:00Z")?.start ?? 0

  mutating func search() throws -> FactSearch {
    let kind = random.number(0..<4) == 0 ? FactRow.Kind.candidate : .version
    let scope = kind == .version ? SearchScope.versions : .candidates
    let sort =
      random.number(0..<4) == 0
      ? Sort([])
      : try Sort(
        (0..<random.number(1..<3)).map { _ in key(scope) }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
          .joined(separator: ","), in: scope)
    let filter = try Filter(text(scope, depth: 3), in: scope)
    return FactSearch(
      kind, filter, sort: sort, limit: random.one(of: [nil, 1, 2, 3, 5, 50]),
      registry: random.one(of: [nil, nil, "Lab"]), model: random.one(of: [nil, nil, nil, "sentiment"]),
      showing: random.one(of: [nil, [], Self.shown]), now: Self.now)
  }

  /// What the catalog itself has of a version.
  private static let shown: [Field] =
    ([.registry, .model, .name, .version, .status, .alias, .by, .created, .algorithm, .run, .size, .ordinal].map {
      .attribute($0)
    }) + RandomHistory.metrics.map { .metric($0) } + RandomHistory.tags.map { .tag($0) }

  private mutating func key(_ scope: SearchScope) -> String {
    let keys = [
      "metrics.accuracy", "metrics.loss", "created", "size", "model", "tags.task", "parameters.epochs", "registry",
      "algorithm", "by",
    ]
    return random.one(of: keys + (scope == .versions ? ["version", "status", "alias", "ordinal"] : ["name"]))
  }

  private mutating func text(_ scope: SearchScope, depth: Int) -> String {
    switch random.number(0..<(depth > 0 ? 8 : 4)) {
    case 0...3: return condition(scope)
    case 4: return "not (\(text(scope, depth: depth - 1)))"
    case 5: return "(\(text(scope, depth: depth - 1)) or \(text(scope, depth: depth - 1)))"
    default: return "\(text(scope, depth: depth - 1)) and \(text(scope, depth: depth - 1))"
    }
  }

  private mutating func condition(_ scope: SearchScope) -> String {
    func quoted(_ text: String) -> String {
      "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }
    let value = quoted(random.one(of: RandomHistory.texts))
    let relation = random.one(of: ["=", "!=", "<", "<=", ">", ">="])
    let metric = "metrics.`\(random.one(of: RandomHistory.metrics))`"
    let tag = "tags.`\(random.one(of: RandomHistory.tags))`"
    let number = random.one(of: ["0.5", "0.9", "1e-12", "1e9", "-3", "nan", "inf"])
    let day = random.number(9..<16)
    var all = [
      "\(metric) \(relation) \(number)", "\(metric) \(relation) \(number)", "has \(metric)",
      "\(tag) \(relation) 'text'",
      "\(tag) = \(value)", "has \(tag)", "\(tag) like '%e%'", "\(tag) ilike 'TEXT'", "\(tag) in (\(value), 'text')",
      "\(tag) > 9", "parameters.epochs \(relation) 3", "parameters.epochs != '3'",
      "parameters.epochs like '%a%'",
      "created \(relation) '2026-11-\(day < 10 ? "0" : "")\(day)'", "created > 2d", "by \(relation) 'ada'", "has by",
      "algorithm \(relation) 'bert'", "algorithm ilike '%O%'", "size \(relation) 2000", "model \(relation) 'sentiment'",
      "model like 's%'", "registry \(relation) 'Lab'", "artifact.path = 'model.onnx'", "artifact.path like 'gr%'",
      "artifact.type != 'log'", "digest = 'sha256:\(String(repeating: "1", count: 64))'", "has digest",
      "lineage = 'Data/reviews@1.0.0'", "has lineage", "sentiment", "'daily'", "größe", "task", "text", "1.0", "'50%'",
    ]
    if scope == .versions {
      all += [
        "ordinal \(relation) 5", "ordinal in (3, 4, 5.5)", "has ordinal",
        "alias = production", "alias != 'eu'", "has alias", "status = active", "status != yanked",
        "status in (yanked, deprecated)",
        "version \(relation) '\(random.one(of: RandomHistory.numbers.filter { !$0.contains("+") || relation != "x" }))'",
        "version = '^1'", "version != '>=2.0.0-rc'", "version = '2.0.0+b.1'",
      ]
    } else {
      all += ["name = 'run-1'", "name like 'run%'"]
    }
    return random.one(of: all)
  }
}
