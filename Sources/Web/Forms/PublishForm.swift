import Access
import Actions
import Diagnostics
import Endpoints
import Inspection
import Manifests
import RegistryStore
import Rules

/// Publish version: files, the number that they need, and what there is to say of them.
enum PublishForm {
  static func form(_ context: PageContext, _ path: WebRoute.Captures, _ input: FormInput) throws -> WebForm {
    let (name, links) = (try path.onlyModel(), context.links)
    let model = try context.find.model(name)
    let registry = try context.find.registry(name.registry)
    let content = ArtifactContent(of: context.sight.reader.repository, mode: .lfs, in: context.snapshot)
    let files = input.files
    let artifacts = files.map { $0.artifact(Artifact.modelType) }
    let found = try ArtifactSignature.first(
      among: artifacts.map { artifact in .init(artifact.path) { try content.bytes(of: artifact) } }, help: nil)
    let pointers = try artifacts.filter { try isPointer($0, content) }.map(\.path)
    let signature = found?.signature
    let interface = ModelInterface(signature: signature, algorithm: input.values.text("algorithm"))
    let numbers = try NumberFields(name, interface, in: context.snapshot)
    let known = AliasOrder.sorted(Set(model.aliases.keys).union(registry.protectedAliases), registry)
    var form = WebForm(
      title: "Publish version of \(name)", submit: "Publish version",
      fields: fields(numbers, found, known, accepts: registry.acceptedArtifactTypes, limit: limit(context)),
      cancel: links.model(name),
      right: (.write, .registry(name.registry)), branch: { _ in Names.branch("publish", name.model) },
      artifacts: { values in files.map { $0.artifact(FileTypes.type(of: $0.path, values)) } },
      actions: { values in
        var problems = FormProblems()
        for path in pointers {
          problems.add(
            FormProblem(
              "'\(EscapedText.line(path))' is a pointer of Git LFS or Xet, not the content that it stands for",
              at: "files", help: "git lfs pull in the clone that it is from fetches the content"))
        }
        var facts = VersionForms.facts(values, &problems)
        facts.artifacts = files.map { $0.artifact(FileTypes.type(of: $0.path, values)) }
        facts.tags = Rows.texts("tags", values)
        facts.signature = signature
        (facts.description, facts.algorithm) = (values.text("description"), values.text("algorithm"))
        facts.lineage = values.texts("lineage").map { LineageInput(input: $0, digest: nil) }
        try problems.require()
        return [
          PublishVersion(
            try NumberFields.choice(values, of: name), of: name, facts, aliases: values.texts("alias"))
        ]
      },
      command: { values in
        var command = NumberFields.options(CommandText("version create", "\(name)"), values)
        for file in files {
          let type = FileTypes.type(of: file.path, values)
          command.add("--artifact", file.path + (type == Artifact.modelType ? "" : "=\(type)"))
        }
        command = VersionForms.factOptions(command, values, after: FormValues())
        command.add("--algorithm", values.text("algorithm"))
        for input in values.texts("lineage") { command.add("--lineage", input) }
        for alias in values.texts("alias") { command.add("--alias", alias) }
        return command
      },
      done: { _, version in
        (
          version.map { "Published \(name)@\($0)" } ?? "Published a version of \(name)",
          version.map { links.version(name, "\($0)") } ?? links.model(name)
        )
      })
    form.initial = numbers.initial
    form.crumbs = ModelFrame.crumbs(name, model, context)
    form.approvers = try Approvers.members(of: name.registry, context)
    form.lead = HTML {
      $0.text("What is published never changes. Preview sends the files, reads them, and says which number they need.")
    }
    return form
  }

  private static func fields(
    _ numbers: NumberFields, _ found: ArtifactSignature?, _ known: [String], accepts: AcceptedTypes,
    limit: String
  ) -> [FormField] {
    let types = accepts.isAll ? "" : " This registry takes \(accepts.types.joined(separator: ", "))."
    let files = FormField(
      "files", "Files", .files, writes: FormPlace("artifacts", rules: ["artifact-", "blob-"]), isOptional: true,
      hint: "\(limit) They are kept while this page is shown again.\(types)")
    let signature = FormField(
      "signature", "Signature",
      .fixed(
        found.map { "As \($0.path) says: \(fieldNames($0.signature))" } ?? "None, until a file that has one is sent"),
      writes: FormPlace("signature", rules: ["signature-"]))
    return [files] + numbers.fields + VersionForms.factFields(isNew: true) + [
      FormField(
        "algorithm", "Algorithm", writes: FormPlace("algorithm"), isOptional: true,
        hint: "Changing it takes a major version."), signature,
      FormField(
        "lineage", "Made from", .list, writes: FormPlace("lineage", rules: ["lineage-"], failures: [.missing]),
        isOptional: true,
        hint: "REGISTRY/MODEL@VERSION, or an address."),
      FormField(
        "alias", "Aliases to point at it", .list, writes: FormPlace("aliases", rules: ["alias-"]), isOptional: true,
        hint: known.isEmpty ? "Such as champion." : "Such as \(known.joined(separator: ", "))."),
    ]
  }

  private static func limit(_ context: PageContext) -> String {
    let file = UploadedForm.fileAtMost
    guard let all = context.contentAtMost else { return "Each up to \(NumberText.size(file))." }
    return all < file
      ? "All content of this repository together may have \(NumberText.size(all))."
      : "Each up to \(NumberText.size(file)); all content of this repository together may have \(NumberText.size(all))."
  }

  private static func fieldNames(_ signature: Signature) -> String {
    let sides = [("inputs", signature.inputs), ("outputs", signature.outputs)]
    return sides.map { side, fields in "\(side) \(fields.compactMap(\.name).joined(separator: ", "))" }
      .joined(separator: "; ")
  }

  /// What a clone without git-lfs has in the place of weights.
  private static func isPointer(_ artifact: Artifact, _ content: ArtifactContent) throws -> Bool {
    guard artifact.sizeInBytes > 0, artifact.sizeInBytes <= LFSPointer.sizeLimitInBytes,
      let bytes = try content.bytes(of: artifact)
    else { return false }
    return LFSPointer.standsForContent(try bytes.bytes(at: 0, count: Int(artifact.sizeInBytes)))
  }
}
