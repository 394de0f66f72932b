namespace SegFunctions.Accounts;

/// <summary>Marks an HTTP function that needs a key with this scope. Without the attribute it is <see cref="KeyScopes.Jobs"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresScopeAttribute(KeyScopes scope) : Attribute
{
    public KeyScopes Scope { get; } = scope;
}
