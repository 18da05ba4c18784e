using System.Reflection;
using System.Runtime.CompilerServices;

namespace IqaSharp.Training.Tests.PublicSurface;

/// <summary>The public types of an assembly and their members, a line each. What follows from a type's header is left out:
/// overrides, members that implement an interface, and what the compiler adds to a record.</summary>
internal static class Surface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static List<string> Of(Assembly assembly) =>
        [.. assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal).SelectMany(type => Members(type).Order(StringComparer.Ordinal).Select(member => "    " + member).Prepend(Header(type)))];

    private static string Header(Type type)
    {
        var bases = type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).Where(face => face.Name != "IEquatable`1").ToList();
        string[] declared = [.. bases.Except(bases.SelectMany(face => face.GetInterfaces())).Select(Signature.Name).Order(StringComparer.Ordinal)];
        var parents = type.IsClass && type.BaseType != typeof(object) ? declared.Prepend(Signature.Name(type.BaseType!)) : type.IsEnum ? [] : declared;
        return $"{Kind(type)} {type.Namespace}.{Signature.Name(type)}{(parents.Any() ? " : " : "")}{string.Join(", ", parents)}";
    }

    private static string Kind(Type type)
    {
        var record = type.GetMethod("PrintMembers", Declared) is null ? "" : "record ";
        return type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? $"{record}struct"
            : (type is { IsAbstract: true, IsSealed: true } ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + (record.Length > 0 ? "record" : "class");
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), null)}");
        }

        var inherited = type.IsInterface ? [] : type.GetInterfaces().SelectMany(face => type.GetInterfaceMap(face).TargetMethods).ToHashSet();
        bool Counts(MethodBase method) =>
            (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && !method.IsDefined(typeof(CompilerGeneratedAttribute)) && !inherited.Contains(method) && (method as MethodInfo)?.GetBaseDefinition() == method as MethodInfo;
        bool Shows(PropertyInfo property) =>
            property.Name != "EqualityContract" && property.GetMethod is { } get && (get.IsPublic || get.IsFamily) && !inherited.Contains(get) && get.GetBaseDefinition() == get;
        return
        [
            .. type.GetFields(Declared).Where(field => field.IsPublic).Select(Signature.Of),
            .. type.GetConstructors(Declared).Where(Counts).Select(Signature.Of),
            .. type.GetProperties(Declared).Where(Shows).Select(Signature.Of),
            .. type.GetMethods(Declared).Where(method => Counts(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))).Select(Signature.Of),
        ];
    }
}
