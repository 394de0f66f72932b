using System.Collections.Frozen;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace SegFunctions.Accounts;

/// <summary>Names of the functions that are marked with <see cref="AnonymousAccessAttribute"/>.</summary>
internal static class AnonymousFunctions
{
    private static readonly FrozenSet<string> Names = typeof(AnonymousFunctions).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(method => method.IsDefined(typeof(AnonymousAccessAttribute)))
        .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name)
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool Contains(string functionName) => Names.Contains(functionName);
}
