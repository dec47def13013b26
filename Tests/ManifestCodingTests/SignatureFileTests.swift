import Diagnostics
import ManifestCoding
import Manifests
import Testing

/// Signatures as other programs write them.
struct SignatureFileTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let why: String
    let text: String
    let format: ManifestFormat
    let expected: String
    var testDescription: String { why }

    init(_ why: String, _ text: String, _ expected: String, json: Bool = false) {
      self.why = why
      self.text = text
      self.expected = expected
      format = json ? .json : .yaml
    }
  }

  static let accepted = [
    Case("a manifest's form", "inputs:\n  - name: a\n    type: long\n", "a: long"),
    Case("a manifest", "kind: ModelVersion\nsignature:\n  inputs:\n    - {name: a, type: any}\n", "a: Any"),
    Case(
      "MLflow's form", #"{"inputs": "[{\"type\": \"long\", \"name\": \"a\", \"required\": true}]", "outputs": null}"#,
      "a: long", json: true),
    Case("a tensor of MLflow", #"inputs: '[{"type":"tensor","tensor-spec":{"dtype":"str","shape":[-1]}}]'"#, "str[?]"),
    Case("MLflow's lists as lists", "inputs:\n- {type: tensor, tensor-spec: {dtype: str, shape: []}}\n", "str[]"),
    Case("null for none", #"inputs: '[{"type":"long","name":null,"required":null}]'"#, "long"),
    Case(
      "a parameter of an old file",
      #"params: '[{"name":"a","dtype":"long","default":null,"shape":null}]'"#, "a=long"),
    Case(
      "properties in another order",
      #"inputs: '[{"type":"object","properties":{"b":{"type":"long"},"a":{"type":"string","required":false}}}]'"#,
      "{a: string (optional), b: long (required)}"),
    Case(
      "anchors, tags and odd keys beside it",
      "x: &a {1: !!str b, on: *a}\nsignature: {inputs: '[{\"type\":\"long\"}]'}\n",
      "long"),
    Case("columns by numbers", #"inputs: '[{"type":"long","name":0}]'"#, "0: long"),
    Case("carriage returns", "inputs:\r\n  - name: a\r\n    type: long\r\n", "a: long"),
  ]

  @Test("is read", arguments: accepted)
  func reads(_ row: Case) throws {
    let (signature, problems) = SignatureFile.read(Array(row.text.utf8), as: row.format)
    let found = try #require(signature, "\(problems.map(\.message))")
    let text =
      found.inputs.map { ($0.name.map { "\($0): " } ?? "") + "\($0.type)" }
      + found.params.map { "\($0.name)=\($0.type)" }
    #expect(text == [row.expected])
    // What is written is read as the same.
    let again = SignatureFile.read(Array(found.mlflow.text.utf8), as: .json)
    #expect(again.signature.map { $0.mlflow } == found.mlflow)
    let own = SignatureFile.read(Array((found.value?.text ?? "").utf8), as: .json)
    #expect(own.signature == found)
  }

  static let refused = [
    Case("nothing", "", "1:1 the file is empty"),
    Case("no signature", "flavors: {}\n", "1:1 there is no signature here"),
    Case("an empty one", "signature: {inputs: null}\n", "1:12 the signature is empty"),
    Case("a list", "signature: [1]\n", "1:12 the signature is not a mapping of keys to values"),
    Case(
      "JSON that is cut off", "inputs: '[{'\n",
      "1:9 expected a key in double quotes, found the end in the JSON text of 'inputs', column 3"),
    Case(
      "text that is no JSON", "a: 1\noutputs: none\n",
      "2:10 'none' is not a JSON value in the JSON text of 'outputs', column 1"),
    Case(
      "not a number", #"params: '[{"name":"a","type":"double","default":NaN}]'"#,
      "1:9 'params[0].default' is 'NaN', but must be a string, number or boolean"),
    Case(
      "an unknown type", #"inputs: '[{"type":"int","items":{}}]'"#,
      "1:9 'int' is not an allowed value of 'inputs[0].type'"),
    Case(
      "an alias for what is needed", "x: &a long\ninputs: [{type: *a}]\n",
      "2:17 '' is not an allowed value of 'inputs[0].type'"),
    Case("an unknown field", #"inputs: '[{"type":"long","nmae":"a"}]'"#, "1:9 unknown field 'inputs[0].nmae'"),
    Case("a key that appears twice", "inputs: []\ninputs: []\n", "2:1 key 'inputs' appears twice"),
    Case(
      "33 levels", "inputs: '\(String(repeating: "[", count: 33))'\n",
      "1:9 nested deeper than 32 levels in the JSON text of 'inputs', column 33"),
  ]

  @Test("is refused with its place", arguments: refused)
  func refuses(_ row: Case) {
    let (signature, problems) = SignatureFile.read(Array(row.text.utf8), as: row.format)
    #expect(signature == nil)
    #expect(problems.first.map { "\($0.mark.line):\($0.mark.column) \($0.message)" } == row.expected)
  }

  @Test func modelFileIsReadBesideWhatNobodyKnows() throws {
    let text = """
      artifact_path: model
      flavors:
        python_function:
          env: {conda: conda.yaml}
          python_version: 3.11
        sklearn: {}
      metadata: &id001 {a: [1]}
      run_id: null
      mlflow_version: 2.10
      """
    let model = try #require(MLflowModel.read(Array(text.utf8)).model)
    #expect(model.signature == nil)
    #expect(model.flavors.map(\.name) == ["python_function", "sklearn"])
    #expect(model.flavors[0].fields.map { "\($0.key)=\($0.value)" } == ["python_version=3.11"])
    #expect(model.fields.map { "\($0.key)=\($0.value)" } == ["artifact_path=model", "mlflow_version=2.10"])
  }

  @Test func modelFileWithoutFlavorsIsNone() {
    let (model, problems) = MLflowModel.read(Array("run_id: a\n".utf8))
    #expect(model == nil && problems.map(\.message) == ["it has no flavors, but every MLmodel file has some"])
  }

  /// Python's json writes NaN, and MLflow reads it back: the rest of the file still tells what the model is.
  @Test(
    "a signature that cannot be read leaves the rest readable",
    arguments: [
      (
        "params: '[{\"name\": \"t\", \"default\": NaN, \"shape\": null, \"type\": \"double\"}]'",
        "'params[0].default' is 'NaN', but must be a string, number or boolean"
      ),
      (
        "inputs: '[{\"type\": \"double\", \"name\": \"\"}]'",
        "'' in 'inputs[0].name' is not one line of 1 to 1024 characters"
      ),
    ])
  func oddSignatureOfModelFile(_ line: String, _ problem: String) throws {
    let text = "flavors:\n  python_function: {loader_module: mlflow.sklearn}\nsignature:\n  \(line)\n"
    let model = try #require(MLflowModel.read(Array(text.utf8)).model)
    #expect(model.flavors.map(\.name) == ["python_function"])
    #expect(model.signature == nil && model.signatureProblems.map(\.message) == [problem])
  }

  @Test(arguments: ManifestFormat.allCases) func takesByteOrderMarkAndCarriageReturns(_ format: ManifestFormat) {
    let text =
      format == .json
      ? "\u{feff}{\"inputs\":\r\n[{\"name\": \"a\", \"type\": \"double\"}]}\r\n"
      : "\u{feff}inputs:\r\n- {name: a, type: double}\r\n"
    #expect(SignatureFile.read(Array(text.utf8), as: format).signature?.inputs.map(\.name) == ["a"])
  }
}
