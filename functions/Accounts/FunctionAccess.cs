using System.Collections.Frozen;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace SegFunctions.Accounts;

/// <summary>What a request needs to reach a function, read from the functions' attributes.</summary>
internal static class FunctionAccess
{
    private static readonly FrozenDictionary<string, KeyScopes> Scopes = typeof(FunctionAccess).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(method => method.IsDefined(typeof(FunctionAttribute)))
        .ToFrozenDictionary(method => method.GetCustomAttribute<FunctionAttribute>()!.Name, ScopeOf, StringComparer.OrdinalIgnoreCase);

    /// <returns><see cref="KeyScopes.None"/> if the function is open to everyone.</returns>
    public static KeyScopes RequiredScope(string functionName) => Scopes[functionName];

    private static KeyScopes ScopeOf(MethodInfo method) =>
        method.IsDefined(typeof(AnonymousAccessAttribute)) ? KeyScopes.None
        : method.GetCustomAttribute<RequiresScopeAttribute>()?.Scope ?? KeyScopes.Jobs;
}

/// <summary>Marks an HTTP function that needs no API key. Functions without this attribute need one.</summary>
/// <param name="reason">Why that is safe.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AnonymousAccessAttribute(string reason) : Attribute
{
    public string Reason { get; } = reason;
}

/// <summary>Marks an HTTP function that needs a key with this scope. Without the attribute the scope is <see cref="KeyScopes.Jobs"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresScopeAttribute(KeyScopes scope) : Attribute
{
    public KeyScopes Scope { get; } = scope;
}
