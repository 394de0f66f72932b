using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using SegFunctions.Apis.Own;

namespace SegFunctions.Tests.Apis;

/// <summary>Functions appear in logs and traces by name, so the name must say what a function is.</summary>
public sealed partial class FunctionNameTests
{
    private static readonly MethodInfo[] Functions =
    [
        .. typeof(UnmatchedEndpoints).Assembly.GetTypes().SelectMany(type => type.GetMethods()).Where(method => method.IsDefined(typeof(FunctionAttribute))),
    ];

    [Fact]
    public void A_call_has_its_APIs_name_before_what_it_does() =>
        Assert.All(
            Functions.Where(IsCall).Where(method => NameOf(method) != UnmatchedEndpoints.Name),
            method => Assert.Matches($"^{method.DeclaringType!.Namespace!.Split('.')[^1]}-[A-Z][a-z]+[A-Z]\\w*$", NameOf(method)));

    /// <summary>Queues, timers, orchestrators and activities.</summary>
    [Fact]
    public void Every_other_function_is_called_after_what_it_does() =>
        Assert.All(Functions.Where(method => !IsCall(method)), method => Assert.Matches(Deed(), NameOf(method)));

    /// <summary>The host matches HTTP functions in this order, and that one matches everything.</summary>
    [Fact]
    public void The_function_for_what_no_other_takes_comes_last_by_name() =>
        Assert.Equal(UnmatchedEndpoints.Name, Functions.Where(IsCall).Select(NameOf).Order(StringComparer.OrdinalIgnoreCase).Last());

    [Fact]
    public void No_two_functions_share_a_name() =>
        Assert.Equal(Functions.Length, Functions.Select(NameOf).Distinct(StringComparer.OrdinalIgnoreCase).Count());

    private static bool IsCall(MethodInfo method) => method.GetParameters().Any(parameter => parameter.IsDefined(typeof(HttpTriggerAttribute)));

    private static string NameOf(MethodInfo method) => method.GetCustomAttribute<FunctionAttribute>()!.Name;

    [GeneratedRegex("^[A-Z][a-z]+[A-Z][A-Za-z]*$")]
    private static partial Regex Deed();
}
