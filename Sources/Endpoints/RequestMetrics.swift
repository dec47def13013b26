private import Synchronization

/// What a server counted since it started. Names of routes and rules only: nothing of what anybody keeps.
///
/// Source: https://prometheus.io/docs/instrumenting/exposition_formats/
package final class RequestMetrics: Sendable {
  private let counts = Mutex(Counts())

  private struct Counts {
    var requests: [Request: Int] = [:]
    var refusals: [String: Int] = [:]
    var received: Int64 = 0
    var sent: Int64 = 0
  }

  /// What requests are told apart by.
  private struct Request: Hashable {
    let method: String
    let route: String
    let status: Int
  }

  /// Something that is counted elsewhere, from the start of the server on.
  package struct Counter: Sendable {
    let name: String
    let help: String
    let value: Int

    package init(_ name: String, _ help: String, _ value: Int) {
      self.name = name
      self.help = help
      self.value = value
    }
  }

  package init() {}

  /// - Parameter route: nil for a path that leads to none.
  func count(_ method: HTTPMethod?, _ route: RoutePattern?, _ status: Int) {
    let request = Request(
      method: method?.rawValue ?? "other", route: route?.description ?? "none", status: status)
    counts.withLock { $0.requests[request, default: 0] += 1 }
  }

  func countReceived(_ bytes: Int) { counts.withLock { $0.received += Int64(bytes) } }
  func countSent(_ bytes: Int) { counts.withLock { $0.sent += Int64(bytes) } }

  func countRefusal(by rules: Set<String>) {
    counts.withLock { counts in for rule in rules { counts.refusals[rule, default: 0] += 1 } }
  }

  /// In Prometheus' text form.
  ///
  /// - Parameters:
  ///   - waiting: commits that wait, of all repositories.
  ///   - groups: groups of commits that landed.
  ///   - more: what others count.
  package func text(waiting: Int, groups: Int, more: [Counter] = []) -> String {
    counts.withLock { counts in
      var text = Self.head("requests_total", "counter", "Requests that were answered.")
      for (request, count) in counts.requests.sorted(by: { Self.order($0.key) < Self.order($1.key) }) {
        text +=
          "git_registry_requests_total{method=\"\(request.method)\",route=\"\(request.route)\",status=\"\(request.status)\"} \(count)\n"
      }
      text += Self.head("refusals_total", "counter", "Commits that a rule refused.")
      for (rule, count) in counts.refusals.sorted(by: { $0.key < $1.key }) {
        text += "git_registry_refusals_total{rule=\"\(rule)\"} \(count)\n"
      }
      let singles: [(String, String, String, Int64)] = [
        ("received_bytes_total", "counter", "Bytes of bodies that came.", counts.received),
        ("sent_bytes_total", "counter", "Bytes of bodies that were sent.", counts.sent),
        ("commits_waiting", "gauge", "Commits that wait for their group.", Int64(waiting)),
        ("commit_groups_total", "counter", "Groups of commits that were written.", Int64(groups)),
      ]
      let others = more.map { ($0.name, "counter", $0.help, Int64($0.value)) }
      for (name, type, help, value) in singles + others {
        text += Self.head(name, type, help) + "git_registry_\(name) \(value)\n"
      }
      return text
    }
  }

  private static func order(_ request: Request) -> String { "\(request.route) \(request.method) \(request.status)" }

  private static func head(_ name: String, _ type: String, _ help: String) -> String {
    "# HELP git_registry_\(name) \(help)\n# TYPE git_registry_\(name) \(type)\n"
  }
}
