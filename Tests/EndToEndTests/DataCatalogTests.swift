import Foundation
import TestSupport
import Testing

/// Data catalogs that read a registry as an MLflow server.
@Suite(.enabled(if: MLflowPeers.python != nil, MLflowPeers.missing)) struct DataCatalogTests {
  private static let dataHub = SourceTree.url(".build/venv-datahub/bin/datahub").path

  /// A registry with a model of MLflow's and one that the command line published, and the id of the run.
  private func serve(_ body: (GitSandbox, MLflowServer.Address, _ run: String) throws -> Void) throws {
    let sandbox = try GitSandbox()
    try sandbox.registry("init", "models", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    try sandbox.registry("model", "create", "Models/plain", in: "models")
    try sandbox.registry("version", "create", "Models/plain", "--metric", "auc=0.5", in: "models")
    try MLflowServer.serve("models", in: sandbox) { address in
      let script = SourceTree.url("Tests/EndToEndTests/Peers/catalog-data.py").path
      let outcome = try sandbox.run(
        try #require(MLflowPeers.python), [script], environment: address.variables(registry: "Models"))
      try #require(outcome.status == 0, "\(outcome.text)")
      let run = try #require(outcome.output.split(separator: "\n").last)
      try body(sandbox, address, String(run))
    }
  }

  /// DataHub's own source, by the recipe of docs/catalogs.md, into a file.
  @Test func dataHubIngestsARegistry() throws {
    try #require(FileManager.default.isExecutableFile(atPath: Self.dataHub), "make test installs DataHub's client")
    let page = try SourceTree.text("docs/catalogs.md")
    let recipe = try #require(page.firstMatch(of: /```yaml\n(?s)(source:\n  type: mlflow\n  config:.*?)sink:/)).output.1
    try serve { sandbox, address, run in
      let source = recipe.replacing("https://models.acme.org", with: address.url)
        .replacing("${REGISTRY_TOKEN}", with: address.token)
      let sink = "sink:\n  type: file\n  config:\n    filename: \(sandbox.path("out.json"))\n"
      try sandbox.write(source + sink, to: "recipe.yaml")
      let outcome = try sandbox.run(
        Self.dataHub, ["ingest", "--config", "recipe.yaml", "--no-default-report"],
        environment: [
          "DATAHUB_TELEMETRY_ENABLED": "false", "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "0", "PYTHONWARNINGS": "ignore",
          "GIT_PYTHON_REFRESH": "quiet",
        ])
      try #require(outcome.status == 0, "\(outcome.text)")
      let records = try JSONDecoder().decode(
        [Record].self, from: try Data(contentsOf: sandbox.folder.appending(path: "out.json")))
      func aspect(_ name: String, of entity: String) throws -> String {
        let record = records.first { $0.aspectName == name && $0.entityUrn.contains(entity) }
        return try #require(record, "no \(name) of \(entity) in \(records.map(\.entityUrn))").aspect.json.text
      }
      let group = try aspect("mlModelGroupProperties", of: "mlflow,doubler,")
      #expect(group.contains("Doubles what it is given.") && group.contains(#""task": "numbers""#), "\(group)")
      let version = try aspect("mlModelProperties", of: "mlflow,doubler_1,")
      #expect(
        version.contains(#""learning_rate""#) && version.contains(#""0.93""#) && version.contains("reviewed:yes"),
        "\(version)")
      #expect(try aspect("versionProperties", of: "mlflow,doubler_1,").contains(#""champion""#))
      #expect(try aspect("mlModelProperties", of: "mlflow,plain_1,").contains("groups"))
      let runs = records.filter { $0.aspectName == "mlTrainingRunProperties" }.map(\.aspect.json.text)
      #expect(runs.contains { $0.contains(run) && $0.contains("accuracy") }, "\(runs)")
      let results = records.filter { $0.aspectName == "dataProcessInstanceRunEvent" }.map(\.aspect.json.text)
      #expect(results.contains { $0.contains("SUCCESS") } && results.contains { $0.contains("FAILURE") }, "\(results)")
      let containers = records.filter { $0.aspectName == "containerProperties" }.map(\.aspect.json.text)
      #expect(containers.contains { $0.contains("How fast to learn.") }, "\(containers)")
    }
  }

  private struct Record: Decodable {
    let entityUrn: String
    let aspectName: String
    let aspect: Aspect

    struct Aspect: Decodable { let json: AnyJSON }
  }

  /// Any JSON, as a text that can be looked through.
  private struct AnyJSON: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let object = try? container.decode([String: AnyJSON].self) {
        text = "{" + object.map { "\"\($0.key)\": \($0.value.text)" }.sorted().joined(separator: ", ") + "}"
      } else if let array = try? container.decode([AnyJSON].self) {
        text = "[" + array.map(\.text).joined(separator: ", ") + "]"
      } else if let string = try? container.decode(String.self) {
        text = "\"\(string)\""
      } else if let number = try? container.decode(Double.self) {
        text = "\(number)"
      } else {
        text = "null"
      }
    }
  }

  /// OpenMetadata's calls; its package needs more than a machine of tests has.
  @Test func openMetadataReadsARegistry() throws {
    struct Answer: Decodable {
      struct Model: Decodable {
        let description: String
        let version: String
        let parameters: [String: String]
        let storage: String
        let features: [[String]]
      }
      let found: [String: Model]
      let leftOut: [String]
    }
    try serve { sandbox, address, run in
      let uri = address.url.replacing("://", with: "://catalog:\(address.token)@") + "/registries/Models"
      let answer = try MLflowPeers.run("openmetadata-calls.py", [uri], in: sandbox, as: Answer.self)
      let model = try #require(answer.found["doubler"])
      #expect(model.description == "Doubles what it is given." && model.version == "1")
      #expect(model.parameters == ["learning_rate": "0.001", "layers": "3"])
      #expect(model.storage.contains(run) && model.features == [["x", "double"], ["kind", "string"]])
      // The command line published it, and no run.
      #expect(answer.leftOut == ["plain"])
    }
  }
}
