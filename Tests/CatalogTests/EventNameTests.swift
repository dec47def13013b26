import Foundation
import RegistryStore
import TestSupport
import Testing

@Suite struct EventNameTests {
  /// The published schema has the kinds of events that there are.
  @Test func theSchemaNamesEveryKind() throws {
    let data = try Data(contentsOf: SourceTree.url("schema/output/definitions.json"))
    let schema = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    var value: Any? = schema
    for key in ["$defs", "event", "properties", "event", "enum"] { value = (value as? [String: Any])?[key] }
    #expect(value as? [String] == EventName.allCases.map(\.rawValue))
  }
}
