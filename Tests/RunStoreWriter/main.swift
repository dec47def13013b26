import Glibc
import RunStore

/// Writes points to a store until it is killed, and prints `RUN STEP` once one is acknowledged.
///
/// Arguments: the file, how many write at the same time, and points a request.
let arguments = CommandLine.arguments
let (writers, batch) = (Int(arguments[2]) ?? 1, Int(arguments[3]) ?? 1)
let store = try SQLiteRunStore(at: arguments[1])
try await store.prepare("models", now: 0)

await withThrowingTaskGroup(of: Void.self) { group in
  for writer in 0..<writers {
    group.addTask {
      let run = "r\(writer)"
      if (try? await store.run(run, in: "models")) == nil {
        _ = try await store.createRun(NewRun(id: run, experiment: "0"), in: "models", repeating: nil, now: 0)
      }
      let old = try await store.metricHistory("loss", ofRun: run, in: "models", limit: nil, pageToken: nil)
      var step = (old.values.map(\.step).max() ?? -1) + 1
      while true {
        let points = (0..<batch).map {
          MetricPoint("loss", 1 / Double(step + 1), timestamp: step + Int64($0), step: step + Int64($0))
        }
        try await store.log(RunBatch(metrics: points), to: run, in: "models")
        step += Int64(batch)
        let line = "\(run) \(step - 1)\n"
        _ = line.withCString { write(1, $0, strlen($0)) }
      }
    }
  }
}
