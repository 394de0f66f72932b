namespace SegFunctions.Accounts;

/// <summary>An HTTP function that needs a key of this scope. Without the attribute it is <see cref="KeyScopes.Jobs"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresScopeAttribute(KeyScopes scope) : Attribute
{
    public KeyScopes Scope { get; } = scope;
}
