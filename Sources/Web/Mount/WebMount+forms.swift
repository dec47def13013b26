import Access
import Endpoints

extension WebMount {
  /// All forms: the one table.
  static let forms: [FormRoute] =
    [FormRoute("/-/new", .organization(.write), CreateRegistryForm.form)]
    + registryPrefixes.flatMap { prefix in
      registryForms.map { FormRoute(prefix + $0.pattern, $0.need, takesFiles: $0.takesFiles, $0.form) }
    }

  /// Below the address of a registry. Whoever may write may propose what only admins commit.
  private static let registryForms: [FormRoute] = [
    FormRoute("/-/new", .registry(.write), ModelForms.create),
    FormRoute("/-/settings", .registry(.write), RegistrySettingsForm.form),
    FormRoute("/-/settings/add-member", .registry(.write), RegistryRoles.add),
    FormRoute("/-/settings/members/{member}", .registry(.write), RegistryRoles.change),
    FormRoute("/-/settings/members/{member}/remove", .registry(.write), RegistryRoles.remove),
    FormRoute("/-/settings/retire", .registry(.write), RegistryRoles.retire),
    FormRoute("/{model}/-/publish", .registry(.write), takesFiles: true, PublishForm.form),
    FormRoute("/{model}/-/settings", .registry(.write), ModelForms.settings),
    FormRoute("/{model}/-/settings/retire", .registry(.write), ModelForms.retire),
    FormRoute("/{model}/-/alias", .registry(.write), AliasForm.form),
    FormRoute("/{model}/-/edit", .registry(.write), VersionForms.edit),
    FormRoute("/{model}/-/deprecate", .registry(.write), VersionForms.form(.deprecate)),
    FormRoute("/{model}/-/yank", .registry(.write), VersionForms.form(.yank)),
    FormRoute("/{model}/-/restore", .registry(.write), VersionForms.form(.restore)),
    FormRoute("/{model}/-/retire", .registry(.write), VersionForms.form(.retire)),
    FormRoute("/{model}/-/candidates/{candidate}/promote", .registry(.write), CandidateForms.promote),
    FormRoute("/{model}/-/candidates/{candidate}/delete", .registry(.write), CandidateForms.delete),
  ]
}
