using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NJsonSchema.CodeGeneration.CSharp;
using NSwag;
using NSwag.CodeGeneration.CSharp;
using NSwag.CodeGeneration.OperationNameGenerators;

namespace SegFunctions.Tests.Apis.OpenApi.CommandLine;

/// <summary>Has NSwag write the command line's client, by the templates beside this file.</summary>
internal static partial class CommandLineClient
{
    /// <summary>The file that is written.</summary>
    public static string Path { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(Folder(), "../../../../../local/Client/Api.generated.cs"));

    /// <param name="document">The calls and their records, in OpenAPI 3.0.</param>
    /// <returns>C#.</returns>
    public static async Task<string> WriteAsync(JsonObject document, CancellationToken cancellationToken)
    {
        var settings = new CSharpClientGeneratorSettings { ClassName = "{controller}Client", OperationNameGenerator = new CallNames(), GenerateExceptionClasses = false };
        var records = settings.CSharpGeneratorSettings;
        records.Namespace = "SegFunctions.Local.Client";
        records.JsonLibrary = CSharpJsonLibrary.SystemTextJson;
        records.TemplateDirectory = Folder();
        records.AnyType = "JsonElement";
        records.ArrayType = "IReadOnlyList";
        records.DictionaryType = "IReadOnlyDictionary";
        records.DateTimeType = "DateTimeOffset";
        records.GenerateNullableReferenceTypes = true;
        records.GenerateOptionalPropertiesAsNullable = true;
        var generator = new CSharpClientGenerator(await OpenApiDocument.FromJsonAsync(document.ToJsonString(), cancellationToken), settings);
        var lines = EmptyLines().Replace(SpacesAtEnd().Replace(generator.GenerateFile(), ""), "\n\n");
        return lines.Replace("\n\n}", "\n}", StringComparison.Ordinal).TrimEnd() + "\n";
    }

    private static string Folder([CallerFilePath] string path = "") => System.IO.Path.GetDirectoryName(path)!;

    [GeneratedRegex(@"[ \t\r]+$", RegexOptions.Multiline)]
    private static partial Regex SpacesAtEnd();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex EmptyLines();

    /// <summary>A client for each API, with the functions' names for its methods.</summary>
    private sealed class CallNames : IOperationNameGenerator
    {
        public bool SupportsMultipleClients => true;

        public string GetClientName(OpenApiDocument document, string path, string httpMethod, OpenApiOperation operation) =>
            operation.OperationId.StartsWith("Own-", StringComparison.Ordinal) ? "Management" : "Segmentation";

        public string GetOperationName(OpenApiDocument document, string path, string httpMethod, OpenApiOperation operation) => operation.OperationId.Split('-')[1];
    }
}
