import Query
import RunStore
import TestSupport
import Testing

/// Random searches of random runs: the engine finds what the filter itself does, in the order of the sort itself.
@Suite struct SearchPropertyTests {
  private static let texts = ["a", "A", "ab", "a%", "é", "", "10", "9", "b_"]
  private static let numbers = ["0", "-1", "0.5", "1e308", "nan", "inf", "-inf", "9007199254740993"]
  private static let keys = ["x", "y", "`a b`"]

  private func condition(_ random: inout SplitMix) -> String {
    let text = "'\(random.one(of: Self.texts))'"
    let like = random.one(of: ["'a%'", "'%b%'", "'_'", "'a\\%'", "'É'", "''"])
    let textual = random.one(of: ["= \(text)", "!= \(text)", "LIKE \(like)", "ILIKE \(like)"])
    let relation = random.one(of: ["=", "!=", "<", "<=", ">", ">="])
    let key = random.one(of: Self.keys)
    switch random.number(0..<8) {
    case 0, 1: return "metrics.\(key) \(relation) \(random.one(of: Self.numbers))"
    case 2: return "params.\(key) \(textual)"
    case 3: return "tags.\(key) \(textual)"
    case 4: return "\(random.one(of: ["params", "tags"])).\(key) IS \(random.one(of: ["", "NOT "]))NULL"
    case 5: return "\(random.one(of: ["start_time", "end_time"])) \(relation) \(random.number(0..<4))"
    case 6: return "run_name \(textual)"
    default: return "run_id \(random.one(of: ["", "NOT "]))IN ('r1', 'r2', 'r17', 'x')"
    }
  }

  private func batch(_ random: inout SplitMix) -> RunBatch {
    let keys = ["x", "y", "a b"].filter { _ in random.number(0..<3) > 0 }
    return RunBatch(
      metrics: keys.flatMap { key in
        (0..<random.number(1..<4)).map { _ in
          let value = Double(random.one(of: Self.numbers)) ?? 0
          return MetricPoint(key, value, timestamp: Int64(random.number(0..<3)), step: Int64(random.number(0..<3)))
        }
      },
      parameters: keys.map { Parameter($0, random.one(of: Self.texts)) },
      tags: keys.map { Tag($0, random.one(of: Self.texts)) })
  }

  @Test(arguments: RunEngine.allCases, [1, 2, 3] as [UInt64]) func found(engine: RunEngine, seed: UInt64) async throws {
    var random = SplitMix(state: seed)
    let folder = try await engine.open()
    let store = folder.store
    for number in 0..<40 {
      let id = "r\(number)"
      let started = random.number(0..<4)
      try await store.run(id, name: random.one(of: Self.texts), started: started == 3 ? nil : Int64(started))
      try await store.log(batch(&random), to: id, in: "models")
      if number % 3 == 0 {
        _ = try await store.updateRun(id, RunUpdate(ended: Int64(random.number(0..<4))), in: "models")
      }
    }
    let all = try await store.searchRuns(SearchRequest(), experiments: ["0"], in: "models").values.map {
      RunRow(run: $0)
    }
    #expect(all.count == 40)
    for _ in 0..<150 {
      let filter = (0..<random.number(0..<4)).map { _ in condition(&random) }.joined(separator: " AND ")
      let orders = [
        "metrics.x DESC", "metrics.y", "params.x", "tags.`a b` DESC", "start_time", "end_time DESC", "run_name",
      ]
      let order = orders.filter { _ in random.number(0..<4) == 0 }
      let tree = try Filter(filter, in: .mlflowRuns)
      let wanted = try Sort(orderBy: order, in: .mlflowRuns).ordered(all.filter { $0.fulfils(tree) }).map(\.run.id)
      let found = try await store.searchRuns(
        SearchRequest(filter: filter, orderBy: order), experiments: ["0"], in: "models")
      #expect(found.values.map(\.id) == wanted, "\(filter) \(order)")
    }
  }
}
