import Query
import Testing

/// `--sort`, `--columns` and MLflow's `order_by`.
struct SortTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var scope = SearchScope.versions
    let text: String
    let answer: String
    var testDescription: String { text }
  }

  @Test(arguments: [
    Case(text: "version", answer: "version"), Case(text: "-version", answer: "-version"),
    Case(text: "-metrics.accuracy,version", answer: "-metrics.accuracy,version"),
    Case(text: " -metrics.`val loss` , tags.task ", answer: "-metrics.`val loss`,tags.task"),
    Case(text: "-\"name\"", answer: "-model"), Case(text: "metrics.a desc, name ASC", answer: "-metrics.a,model"),
    Case(
      text: "",
      answer:
        "column 1: a field is missing at the end; use one of: registry, model, version, status, alias, by, created, updated, algorithm, size, digest, artifact.type, artifact.path, signature.inputs, signature.outputs, lineage, ordinal, run_id, source_path, metrics.KEY, parameters.KEY, tags.KEY"
    ),
    Case(
      scope: .registries, text: "name,",
      answer: "column 6: a field is missing at the end; use one of: name, status, by, created"),
    Case(
      scope: .registries, text: "name,,by",
      answer: "column 6: a field is missing before ','; use one of: name, status, by, created"),
    Case(
      text: "accuracy",
      answer:
        "column 1: 'accuracy' is not a field of versions; write metrics.accuracy, parameters.accuracy or tags.accuracy"),
    Case(text: "-versoin", answer: "column 2: 'versoin' is not a field of versions; did you mean 'version'?"),
    Case(text: "-version desc", answer: "column 10: '-' and desc both give the direction; leave one of them out"),
    Case(text: "version = 1", answer: "column 9: a comma is missing before '='; write ',' between fields"),
    Case(text: "version,-version", answer: "column 9: version appears twice; leave one of them out"),
    Case(text: "by, name DESC, model", answer: "column 16: model appears twice; leave one of them out"),
    // MLflow's own tests.
    Case(scope: .mlflowRuns, text: "tags.noSuchTag", answer: "tags.noSuchTag"),
    Case(scope: .mlflowRuns, text: "attributes.status", answer: "status"),
    Case(scope: .mlflowRuns, text: "attributes.status   DESC", answer: "-status"),
    Case(scope: .mlflowRuns, text: "metrics.\"key1\"  desc", answer: "-metrics.key1"),
    Case(scope: .mlflowRuns, text: "params.my_param aSc", answer: "parameters.my_param"),
    Case(scope: .mlflowRuns, text: "params.`my_param` DESC", answer: "-parameters.my_param"),
    Case(scope: .mlflowRuns, text: "metrics.`Mean Square Error` DESC", answer: "-metrics.`Mean Square Error`"),
    Case(
      scope: .mlflowRuns, text: "attribute.run_id ACS",
      answer: "column 18: 'ACS' is not a direction; write ASC or DESC, or ',' between fields"),
    Case(
      scope: .mlflowRuns, text: "`metrics.A",
      answer: "column 1: the quote ` is not closed; write another ` where the text ends"),
    Case(
      scope: .mlflowRuns, text: "metrics.A != 1",
      answer: "column 11: a comma is missing before '!='; write ',' between fields"),
    Case(scope: .mlflowModels, text: "timestamp DESC", answer: "-last_updated_timestamp"),
    Case(scope: .mlflowModels, text: "creation_timestamp", answer: "creation_timestamp"),
    Case(
      scope: .mlflowModels, text: "last_updated_timestamp DESC blah",
      answer: "column 29: a comma is missing before 'blah'; write ',' between fields"),
    Case(
      scope: .mlflowModels, text: "name aCs",
      answer: "column 6: 'aCs' is not a direction; write ASC or DESC, or ',' between fields"),
    Case(scope: .mlflowVersions, text: "version_number DESC", answer: "-version_number"),
    Case(
      scope: .mlflowModels, text: "tags.x",
      answer:
        "column 1: registered models are not sorted by tags; use one of: name, creation_timestamp, last_updated_timestamp"
    ),
    Case(scope: .mlflowVersions, text: "last_updated_timestamp", answer: "last_updated_timestamp"),
    Case(
      scope: .mlflowVersions, text: "run_id",
      answer:
        "column 1: 'run_id' is for filters only; use one of: name, version_number, creation_timestamp, last_updated_timestamp"
    ),
  ])
  func reads(_ one: Case) throws {
    #expect(Self.answer(one.text, in: one.scope) == one.answer)
    guard let sort = try? Sort(one.text, in: one.scope) else { return }
    #expect(try Sort(sort.text(in: one.scope), in: one.scope) == sort)
  }

  private static func answer(_ text: String, in scope: SearchScope) -> String {
    do { return try Sort(text, in: scope).text(in: scope) } catch { return error.description }
  }

  @Test func readsMLflowsList() throws {
    let sort = try Sort(orderBy: ["params.my_param DESC", "attributes.status"], in: .mlflowRuns)
    #expect(sort.keys == [.init(.parameter("my_param"), isDescending: true), .init(.attribute(.status))])
    #expect(throws: FilterError.self) { try Sort(orderBy: ["params.a", "params.a DESC"], in: .mlflowRuns) }
    #expect(try Sort(orderBy: [], in: .mlflowRuns).keys.isEmpty)
  }

  @Test func readsColumns() throws {
    let fields = try FieldList.fields("version, metrics.`val loss`,tags.task", in: .versions)
    #expect(fields == [.attribute(.version), .metric("val loss"), .tag("task")])
    #expect(throws: FilterError.self) { try FieldList.fields("version status", in: .versions) }
  }

  /// As MLflow has it: NaN, and then what is absent, at the end both ways.
  @Test(arguments: [
    ("metrics.x", ["-inf", "-1000", "0", "1000", "inf", "nan", "absent"]),
    ("-metrics.x", ["inf", "1000", "0", "-1000", "-inf", "nan", "absent"]),
  ])
  func putsNaNAndNothingLast(_ text: String, _ order: [String]) throws {
    let sort = try Sort(text, in: .versions)
    let rows = ["nan", "inf", "absent", "-inf", "-1000", "0", "1000"].map { name in
      SampleRow(fields: Number(name).map { [.metric("x"): [.number($0)]] } ?? [:], texts: [name])
    }
    #expect(sort.ordered(rows).map { $0.texts[0] } == order)
  }

  @Test(arguments: [
    ("version", ["1.9.0", "1.10.0", "2.0.0-rc.1", "2.0.0"]), ("-version", ["2.0.0", "2.0.0-rc.1", "1.10.0", "1.9.0"]),
    ("alias,version", ["2.0.0-rc.1", "1.9.0", "1.10.0", "2.0.0"]),
    ("-alias,-version", ["2.0.0-rc.1", "1.9.0", "2.0.0", "1.10.0"]),
  ])
  func goesByEachKey(_ text: String, _ order: [String]) throws {
    let sort = try Sort(text, in: .versions)
    let aliases = ["1.9.0": ["b"], "2.0.0-rc.1": ["a", "z"]]
    let rows = ["2.0.0", "1.10.0", "2.0.0-rc.1", "1.9.0"].map { number in
      SampleRow(
        fields: [
          .attribute(.version): [.version(number)], .attribute(.alias): (aliases[number] ?? []).map { .text($0) },
        ],
        texts: [number])
    }
    #expect(sort.ordered(rows).map { $0.texts[0] } == order)
  }
}
