export default function Home() {
  return <h1>Perchoir</h1>;
}
