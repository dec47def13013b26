import Foundation
import TestSupport
import Testing

/// Each form once, as it is meant, and with what its rules refuse.
struct FormJourneyTests {
  private static let model = "/Fine_Tuned_Models/sentiment"

  private func show(_ path: String, _ web: WebSandbox) throws -> String {
    try web.sandbox.git("show", "main:\(path)", in: "models")
  }

  /// W&B: the gear, Registry members and roles, Add member, Add new member.
  @Test func aMemberIsAddedChangedAndRemoved() async throws {
    let web = try await WebSandbox { sandbox in
      try sandbox.registry("create", "Trials", "--visibility", "restricted", in: "models")
    }
    let settings = try await web.get("/Trials/-/settings")
    #expect(
      settings.body.contains("Registry members and roles")
        && settings.body.contains("href=\"/Trials/-/settings/add-member\""))
    let add = try await OpenForm("/Trials/-/settings/add-member", in: web)
    #expect(add.page.body.contains(">Add new member</button>") && add.page.body.contains("<option value=\"grace\">"))
    let unknown = try await add.send(["member": "nobody@acme.org"])
    #expect(
      unknown.status == 422 && unknown.refusal(of: "member")?.contains("there is no member") ?? false, "\(unknown.body)"
    )
    #expect(try await add.send(["member": "grace@acme.org", "role": "viewer"]).isDone)
    #expect(try show("registries/Trials/registry.yaml", web).contains("grace: viewer"))
    let twice = try await OpenForm("/Trials/-/settings/add-member", in: web).send(["member": "grace", "role": "admin"])
    #expect(twice.status == 422 && twice.refusal(of: "member")?.contains("already viewer") ?? false, "\(twice.body)")
    let role = try await OpenForm("/Trials/-/settings/members/grace", in: web)
    #expect(role["role"] == "viewer")
    #expect(try await role.send(["role": "member"]).headers["Location"] == "/Trials/-/settings")
    #expect(try show("registries/Trials/registry.yaml", web).contains("grace: member"))
    let last = try await OpenForm("/Trials/-/settings/members/ada/remove", in: web).send()
    #expect(
      last.status == 422 && last.refusal(of: "member")?.contains("the registry has no admin") ?? false, "\(last.body)")
    #expect(try await OpenForm("/Trials/-/settings/members/grace/remove", in: web).send().isDone)
    #expect(try !show("registries/Trials/registry.yaml", web).contains("grace"))
  }

  @Test func settingsOfARegistry() async throws {
    let web = try await WebSandbox()
    let form = try await OpenForm("/Fine_Tuned_Models/-/settings", in: web)
    #expect(form["visibility"] == "restricted" && form["protected"] == "production")
    #expect(try await form.send().status == 422)
    let answer = try await form.send([
      "type": "report", "protected": "champion", "additions": "member", "sealed": "1", "visibility": "disabled",
    ])
    #expect(answer.isDone, "\(answer.body)")
    let manifest = try show("registries/Fine_Tuned_Models/registry.yaml", web)
    for line in ["  - report", "  - champion", "protectedVersions: member", "sealed: true", "visibility: disabled"] {
      #expect(manifest.contains(line), "\(line)")
    }
    #expect(!manifest.contains("  - production"))
    let widened = try await OpenForm("/Fine_Tuned_Models/-/settings", in: web).send(["visibility": "public"])
    #expect(widened.isDone, "an admin of the organization may")
    #expect(try await OpenForm("/Models/-/settings", in: web)["visibility"] == nil)
  }

  /// Only an admin of the organization widens who sees a registry.
  @Test func wideningIsRefusedBesideTheField() async throws {
    let web = try await WebSandbox { sandbox in
      try sandbox.registry("create", "Trials", "--visibility", "restricted", "--admin", "grace", in: "models")
    }
    let form = try await OpenForm("/Trials/-/settings", as: "grace", in: web)
    let answer = try await form.send(["visibility": "organization"])
    #expect(answer.status == 403 && answer.refusal(of: "visibility")?.contains("widened") ?? false, "\(answer.body)")
  }

  @Test func aRegistryIsRetiredByItsName() async throws {
    let web = try await WebSandbox { sandbox in
      try sandbox.registry("create", "Trials", in: "models")
    }
    let form = try await OpenForm("/Trials/-/settings/retire", in: web)
    let wrong = try await form.send(["confirm": "Trial"])
    #expect(wrong.status == 422 && wrong.refusal(of: "confirm") != nil)
    #expect(try await form.send(["confirm": "Trials"]).headers["Location"] == "/")
    #expect(try await web.get("/Trials").status == 404)
    #expect(
      try await OpenForm("/Fine_Tuned_Models/-/settings/retire", in: web).send(["confirm": "Fine_Tuned_Models"]).isDone)
    #expect(try show("registries/Fine_Tuned_Models/registry.yaml", web).contains("status: retired"))
    #expect(try await web.get("/Models/-/settings/retire").status == 403)
  }

  @Test func aModelIsCreatedChangedAndRetired() async throws {
    let web = try await WebSandbox()
    let form = try await OpenForm("/Fine_Tuned_Models/-/new", as: "grace", in: web)
    let bad = try await form.send(["name": "a b", "tags.key": " ", "tags.value": "x"])
    #expect(bad.status == 422 && bad.refusal(of: "name") != nil && bad.refusal(of: "tags") != nil, "\(bad.body)")
    let taken = try await form.send(["name": "sentiment"])
    #expect(taken.refusal(of: "name")?.contains("already exists") ?? false, "\(taken.body)")
    #expect(
      try await form.send(["name": "topics", "description": "Topics.", "tags.key": "task", "tags.value": "x"])
        .headers["Location"] == "/Fine_Tuned_Models/topics")
    #expect(try show("registries/Fine_Tuned_Models/topics/model.yaml", web).contains("task: x"))
    let settings = try await OpenForm("/Fine_Tuned_Models/topics/-/settings", as: "grace", in: web)
    #expect(settings["tags.key"] == "task")
    #expect(try await settings.send(["title": "Topics", "tags.key": "owner", "tags.value": "nlp"]).isDone)
    let manifest = try show("registries/Fine_Tuned_Models/topics/model.yaml", web)
    #expect(manifest.contains("owner: nlp") && !manifest.contains("task") && manifest.contains("title: Topics"))
    let retire = "/Fine_Tuned_Models/topics/-/settings/retire"
    #expect(
      try await OpenForm(retire, as: "grace", in: web).send(["confirm": "topics", "how": "commit"]).status == 403)
    #expect(try await OpenForm(retire, in: web).send(["confirm": "topics"]).headers["Location"] == "/Fine_Tuned_Models")
    let reused = try await OpenForm("/Fine_Tuned_Models/-/new", in: web).send(["name": "topics"])
    #expect(reused.status == 422 && reused.refusal(of: "name") != nil, "\(reused.body)")
  }

  @Test func anAliasIsSetByWhomItMayBe() async throws {
    let web = try await WebSandbox()
    let form = try await OpenForm(Self.model + "@1.2.0/-/alias", as: "grace", in: web)
    let refused = try await form.send(["alias": "production"])
    #expect(
      refused.status == 403 && refused.refusal(of: "alias")?.contains("alias-protected") ?? false, "\(refused.body)")
    #expect(refused.refusal(of: "alias")?.contains("ask a registry admin: ada") ?? false)
    let reserved = try await form.send(["alias": "latest"])
    #expect(reserved.status == 422 && reserved.refusal(of: "alias") != nil, "\(reserved.body)")
    #expect(try await form.send(["alias": "shadow"]).headers["Location"] == Self.model + "@1.2.0")
    #expect(try await OpenForm(Self.model + "@1.2.0/-/alias", in: web).send(["alias": "production"]).isDone)
    #expect(try show("registries/Fine_Tuned_Models/sentiment/model.yaml", web).contains("production: 1.2.0"))
    #expect(try await web.get(Self.model + "@champion/-/alias").status == 404)
  }

  @Test func aGateStandsBesideTheVersion() async throws {
    let web = try await WebSandbox { sandbox in
      let path = "models/registries/Fine_Tuned_Models/registry.yaml"
      try sandbox.write(
        sandbox.read(path)
          + "policy:\n  gates:\n    aliases:\n      champion:\n        metrics:\n          accuracy:\n            min: 0.99\n",
        to: path)
      try sandbox.git("commit", "--quiet", "--all", "--message", "Gate", in: "models")
    }
    let form = try await OpenForm(Self.model + "@1.1.0/-/alias", in: web)
    #expect(form.page.body.contains("≥ 0.99"))
    let answer = try await form.send(["alias": "champion"])
    #expect(answer.status == 422 && answer.body.contains("gate-not-passed"), "\(answer.body)")
    #expect(answer.refusal(of: "alias") != nil || answer.refusal(of: "version") != nil, "\(answer.body)")
  }

  @Test func aVersionsLife() async throws {
    let web = try await WebSandbox { sandbox in
      try sandbox.registry("alias", "set", "Fine_Tuned_Models/sentiment@1.2.0", "production", in: "models")
    }
    let path = "registries/Fine_Tuned_Models/sentiment/versions/1.1.0.yaml"
    for (verb, status) in [("deprecate", "status: deprecated"), ("yank", "status: yanked")] {
      let form = try await OpenForm(Self.model + "@1.1.0/-/\(verb)", as: "grace", in: web)
      #expect(form.page.body.contains("What happens to those who take it"))
      #expect(try await form.send().refusal(of: "reason") != nil)
      #expect(try await form.send(["reason": "1.2.0 is better"]).isDone)
      #expect(try show(path, web).contains(status) && show(path, web).contains("1.2.0 is better"))
    }
    #expect(try await OpenForm(Self.model + "@1.1.0/-/restore", as: "grace", in: web).send().isDone)
    #expect(try !show(path, web).contains("status:"))
    let named = try await OpenForm(Self.model + "@1.2.0/-/retire", in: web)
    #expect(named.page.body.contains("move that first"))
    let refused = try await named.send(["reason": "licence"])
    #expect(refused.status == 422 && refused.refusal(of: "status")?.contains("1.2.0") ?? false, "\(refused.body)")
    let retired = try await OpenForm(Self.model + "@1.1.0/-/retire", in: web).send(["reason": "licence"])
    #expect(retired.headers["Location"] == Self.model, "\(retired.body)")
    #expect(try await web.get(Self.model + "@1.1.0").status == 404)
  }

  @Test func factsAreAdded() async throws {
    let web = try await WebSandbox()
    let form = try await OpenForm(Self.model + "@1.2.0/-/edit", as: "grace", in: web)
    let bad = try await form.send(["metrics.key": "f1", "metrics.value": "much"])
    #expect(bad.status == 422 && bad.refusal(of: "metrics")?.contains("not a number") ?? false, "\(bad.body)")
    let changed = try await form.send(["metrics.key": "accuracy", "metrics.value": "0.1"])
    #expect(
      changed.status == 422 && changed.refusal(of: "metrics")?.contains("version-changed") ?? false, "\(changed.body)")
    #expect(try await form.send(["metrics.key": "f1", "metrics.value": "0.9"]).isDone)
    #expect(try show("registries/Fine_Tuned_Models/sentiment/versions/1.2.0.yaml", web).contains("f1: 0.9"))
  }

  @Test func aCandidateIsPromotedOrDeleted() async throws {
    let web = try await WebSandbox { sandbox in
      for id in ["run-1", "run-2"] {
        try sandbox.registry(
          "candidate", "create", "Fine_Tuned_Models/sentiment", "--id", id, "--metric", "accuracy=0.95", in: "models")
      }
    }
    let page = try await web.get(Self.model + "/-/candidates/run-1", as: "grace")
    #expect(page.body.contains("/candidates/run-1/promote\""))
    let form = try await OpenForm(Self.model + "/-/candidates/run-1/promote", as: "grace", in: web)
    #expect(form.page.body.contains("accuracy 0.95") && form["number"] != nil)
    let own = try await form.send(["number": "own", "version": "1.x"])
    #expect(own.status == 422 && own.refusal(of: "version") != nil, "\(own.body)")
    let taken = try await form.send(["number": "own", "version": "1.0.0"])
    #expect(taken.status == 422, "\(taken.body)")
    let answer = try await form.send(["number": "major", "alias": "shadow"])
    #expect(answer.isDone && answer.headers["Location"] == Self.model + "@2.0.0", "\(answer.body)")
    #expect(try await web.get(Self.model + "/-/candidates/run-1/promote").status == 409)
    #expect(try await OpenForm(Self.model + "/-/candidates/run-2/delete", as: "grace", in: web).send().isDone)
    #expect(try await web.get(Self.model + "/-/candidates/run-2").status == 404)
  }
}
