using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using SegFunctions.Accounts;

namespace SegFunctions.Apis.OpenApi;

/// <summary>An HTTP function that is part of an API, with what its attributes say about it.</summary>
/// <param name="Name">The function's name, <c>Api-DoThing</c>.</param>
/// <param name="Verb">HTTP method in lower case. HEAD, which every GET supports too, is not listed.</param>
/// <param name="Path">Begins with a slash, and has its parameters in braces.</param>
/// <param name="Function">The function's method.</param>
internal sealed partial record DescribedCall(string Name, string Verb, string Path, MethodInfo Function)
{
    /// <summary>The API that the call belongs to: the name of its folder.</summary>
    public string Api => Name.Split('-')[0];

    public IEnumerable<TakesAttribute> Takes => Function.GetCustomAttributes<TakesAttribute>();

    public IEnumerable<AnswersAttribute> Answers => Function.GetCustomAttributes<AnswersAttribute>();

    public IEnumerable<ParameterAttribute> Parameters => Function.GetCustomAttributes<ParameterAttribute>();

    public IEnumerable<string> PathParameters => Place().Matches(Path).Select(match => match.Groups["name"].Value);

    public bool NeedsKey => FunctionAccess.RequiredScope(Name) != KeyScopes.None;

    public static IReadOnlyList<DescribedCall> All { get; } =
    [
        .. from type in typeof(DescribedCall).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
           let trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(found => found is not null)
           where trigger is not null && !method.IsDefined(typeof(UndescribedAttribute))
           let name = method.GetCustomAttribute<FunctionAttribute>()!.Name
           orderby trigger.Route, trigger.Methods![0]
           select new DescribedCall(name, trigger.Methods![0], "/" + Place().Replace(trigger.Route!, "{${name}}"), method),
    ];

    /// <summary>Matches a route parameter, which may be a catch-all, optional, or constrained.</summary>
    [GeneratedRegex(@"\{\*?(?<name>\w+)(?::[^}?]*)?\??\}")]
    private static partial Regex Place();
}
