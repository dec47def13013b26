import Testing

@testable import MLflowAPI

/// How requests are read, and what is said of those that cannot be.
@Suite struct MLflowFieldsTests {
  private static let hint = " See the API docs for more information about request parameters."

  struct Case: Sendable, CustomTestStringConvertible {
    let json: String
    let read: @Sendable (MLflowFields) throws -> String
    /// What is read, or the message.
    let expected: String

    init(_ json: String, _ read: @escaping @Sendable (MLflowFields) throws -> String, _ expected: String) {
      self.json = json
      self.read = read
      self.expected = expected
    }

    var testDescription: String { json }
  }

  @Test(arguments: [
    Case(#"{"a": "x"}"#, { try $0.required("a") }, "x"),
    Case(#"{}"#, { try $0.required("a") }, "Missing value for required parameter 'a'." + hint),
    Case(#"{"a": null}"#, { try $0.required("a") }, "Missing value for required parameter 'a'." + hint),
    Case(#"{"a": ""}"#, { try $0.required("a") }, "Missing value for required parameter 'a'." + hint),
    Case(
      #"{"a": 123}"#, { try $0.required("a") },
      "Invalid value 123 for parameter 'a' supplied:  Hint: Value was of type 'int'." + hint),
    Case(
      #"{"a": {"c": [1, "x"], "b": null}}"#, { try $0.required("a") },
      #"Invalid value {"b":null,"c":[1,"x"]} for parameter 'a' supplied:  Hint: Value was of type 'dict'."# + hint),
    Case("{\"a\": \"x\\r\\u001b[0m\u{200f}\"}", { try $0.required("a") }, "x\r\u{1b}[0m\u{200f}"),
    Case(#"{"a": 7}"#, { "\(try $0.requiredInteger("a"))" }, "7"),
    Case(#"{"a": "7"}"#, { "\(try $0.requiredInteger("a"))" }, "7"),
    Case(#"{"a": 7.0}"#, { "\(try $0.requiredInteger("a"))" }, "7"),
    Case(
      #"{"a": "5x"}"#, { "\(try $0.requiredInteger("a"))" },
      #"Invalid value "5x" for parameter 'a' supplied:  Hint: Value was of type 'str'."# + hint),
    Case(#"{"a": "NaN"}"#, { "\(try $0.requiredNumber("a"))" }, "nan"),
    Case(#"{"a": NaN}"#, { "\(try $0.requiredNumber("a"))" }, "nan"),
    Case(#"{"a": "-Infinity"}"#, { "\(try $0.requiredNumber("a"))" }, "-inf"),
    Case(#"{"a": 1e-3}"#, { "\(try $0.requiredNumber("a"))" }, "0.001"),
    Case(
      #"{"a": "0x10"}"#, { "\(try $0.requiredNumber("a"))" },
      #"Invalid value "0x10" for parameter 'a' supplied:  Hint: Value was of type 'str'."# + hint),
    Case(#"{"a": ["x", "y"]}"#, { try $0.texts("a").joined(separator: ",") }, "x,y"),
    Case(#"{"a": "x"}"#, { try $0.texts("a").joined(separator: ",") }, "x"),
    Case(
      #"{"metrics": [{"key": "k", "value": 1}]}"#, { "\(try $0.objects("metrics").map { try $0.metric() })" },
      "Missing value for required parameter 'metrics[0].timestamp'." + hint),
    Case(#"[1]"#, { try $0.required("a") }, "The request is not an object of JSON"),
    Case(#"{"a""#, { try $0.required("a") }, "The request is not JSON: expected ':', found the end"),
  ])
  func reads(_ given: Case) {
    let read: String
    do { read = try given.read(MLflowFields(json: Array(given.json.utf8))) } catch { read = MLflowError(error).message }
    #expect(read == given.expected)
  }

  @Test func queriesAreFieldsToo() throws {
    let fields = MLflowFields(query: [("name", "m"), ("order_by", "a"), ("order_by", "b DESC"), ("max_results", "5")])
    #expect(try fields.required("name") == "m")
    #expect(try fields.texts("order_by") == ["a", "b DESC"])
    #expect(try fields.integer("max_results") == 5)
  }

  @Test func deepJSONIsRefused() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: MLflowError.self) { try MLflowFields(json: Array("{\"a\": \(deep)".utf8)) }
  }
}
