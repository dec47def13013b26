import Foundation
import Glibc
import TestSupport
import Testing

@testable import RunStore

/// What was acknowledged is there, whatever happens to the process.
@Suite struct DurabilityTests {
  /// Starts a process that writes, waits for so many acknowledgements and kills it.
  ///
  /// - Returns: the last step of each run that was acknowledged.
  private func killed(_ path: String, after count: Int) throws -> [String: Int64] {
    let said = path + "-acknowledged-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: said) }
    let writer = try SpawnedProgram(
      [SourceTree.url(".build/debug/run-store-writer").path, path, "16", "3"], output: said)
    func output() -> Data { FileManager.default.contents(atPath: said) ?? Data() }
    var isThere = true
    while isThere, output().count(where: { $0 == UInt8(ascii: "\n") }) < count {
      usleep(1_000)
      var ended = siginfo_t()
      isThere = waitid(P_PID, id_t(writer.process), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 && ended.si_signo == 0
    }
    kill(writer.process, SIGKILL)
    #expect(try writer.wait() == SIGKILL, "the writer ended by itself")
    var steps: [String: Int64] = [:]
    for line in String(decoding: output(), as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count == 2, let step = Int64(words[1]) { steps[String(words[0])] = step }
    }
    return steps
  }

  @Test("a writer that is killed in the middle has lost nothing that it acknowledged, and left no half batch")
  func kills() async throws {
    let folder = try await RunEngine.sqlite.open()
    var acknowledged: [String: Int64] = [:]
    for count in [1, 17, 40, 100, 300] {
      acknowledged.merge(try killed(folder.path, after: count)) { max($0, $1) }
      let store = try SQLiteRunStore(at: folder.path)
      for (id, step) in acknowledged {
        let all = try await store.metricHistory("loss", ofRun: id, in: "models", limit: nil, pageToken: nil)
        let steps = all.values.map(\.step)
        #expect(steps == Array(0..<Int64(steps.count)) && steps.count % 3 == 0)
        #expect(steps.last ?? -1 >= step)
        #expect(try await store.run(id, in: "models").metrics.first?.step == steps.last)
      }
      #expect(try await store.text("PRAGMA integrity_check") == "ok")
      try store.close()
    }
  }

  @Test("many writers and readers at once: each sees what it wrote, and one that fails takes none with it")
  func together() async throws {
    let folder = try await RunEngine.sqlite.open()
    let store = folder.store
    try await store.run("r1")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<64 {
        group.addTask {
          for step in 0..<20 as Range<Int64> {
            let point = MetricPoint("m\(writer)", Double(step), timestamp: step, step: step)
            try await store.log(
              RunBatch(metrics: [point], parameters: [Parameter("p\(writer).\(step)", "1")]), to: "r1", in: "models")
            await #expect(throws: RunStoreError.self) {
              try await store.log(
                RunBatch(
                  metrics: [MetricPoint("bad", 1, timestamp: 1)], parameters: [Parameter("p\(writer).\(step)", "2")]),
                to: "r1", in: "models")
            }
            let history = try await store.metricHistory(
              "m\(writer)", ofRun: "r1", in: "models", limit: nil, pageToken: nil)
            #expect(history.values.last == point)
          }
        }
      }
      try await group.waitForAll()
    }
    let run = try await store.run("r1", in: "models")
    #expect(run.metrics.count == 64 && run.parameters.count == 64 * 20)
    #expect(run.metrics.allSatisfy { $0.step == 19 })
  }
}
