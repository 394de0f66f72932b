using System.Text.Json.Nodes;
using Json.Schema;

namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>JsonSchema.Net 7 must be called from one thread at a time (its issue 929): in parallel, valid documents randomly fail.</summary>
internal static class SchemaTurns
{
    private static readonly Lock Turn = new();

    public static JsonSchema Read(string schema)
    {
        lock (Turn)
        {
            return JsonSchema.FromText(schema);
        }
    }

    public static EvaluationResults Judge(this JsonSchema schema, JsonNode? document, EvaluationOptions? options = null)
    {
        lock (Turn)
        {
            return schema.Evaluate(document, options);
        }
    }
}
