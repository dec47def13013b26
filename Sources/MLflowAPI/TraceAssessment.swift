import Diagnostics
import RunStore

/// What somebody says of a trace: feedback or an expectation, as the client wrote it, with an id and times.
///
/// Source: MLflow's `assessments.proto`.
struct TraceAssessment: Sendable {
  private(set) var json: JSONValue
  let id: String

  /// - Parameter id: for one that has none.
  init(_ written: JSONValue, of trace: String, at time: Int64, _ id: String) {
    if case .string(let own)? = written["assessment_id"], !own.isEmpty { self.id = own } else { self.id = id }
    json = written
    set("assessment_id", .string(self.id))
    set("trace_id", .string(trace))
    for key in ["create_time", "last_update_time"] where written[key] == nil {
      set(key, .string(TraceTime.text(time)))
    }
  }

  /// One that is kept.
  init(id: String, _ json: JSONValue) {
    self.id = id
    self.json = json
  }

  /// Takes over what an update says; its id, trace and time of making stay.
  mutating func update(_ update: JSONValue, at time: Int64) {
    guard case .object(let members) = update else { return }
    for member in members where !["assessment_id", "trace_id", "create_time"].contains(member.key) {
      set(member.key, member.value)
    }
    set("last_update_time", .string(TraceTime.text(time)))
  }

  private mutating func set(_ key: String, _ value: JSONValue) {
    guard case .object(var members) = json else { return }
    if let index = members.firstIndex(where: { $0.key == key }) {
      members[index] = JSONValue.Member(key, value)
    } else {
      members.append(JSONValue.Member(key, value))
    }
    json = .object(members)
  }
}
